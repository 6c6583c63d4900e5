using System.Globalization;

namespace Saker.Learning.Selection.Comparing;

/// <summary>Why a candidate is taken, in a sentence.</summary>
internal static class SelectionReason
{
    public static string Of(CandidateResult leader, CandidateResult taken, IReadOnlyList<CandidateComparison> comparisons, SelectionRule rule)
    {
        if (comparisons.Count == 0)
            return $"{taken.Candidate.Title} is the only candidate.";
        if (taken != leader)
        {
            var own = comparisons.First(comparison => comparison.Candidate == taken.Candidate.Name);
            return $"No real difference between {leader.Candidate.Title} and {taken.Candidate.Title} ({Difference(own)}): the simpler one, {taken.Candidate.Title}, is taken.";
        }
        var equal = comparisons.Where(comparison => !comparison.IsWorse).ToList();
        var best = $"{leader.Candidate.Title} has the best mean";
        if (equal.Count == 0)
            return $"{best} and is really better than {(comparisons.Count == 1 ? comparisons[0].Title : "every other candidate")} ({Difference(comparisons.MinBy(comparison => comparison.TTest.Effect)!)}{(comparisons.Count == 1 ? "" : " to the next")}).";
        var names = string.Join(", ", equal.Select(comparison => comparison.Title));
        var simpler = equal.Exists(comparison => comparison.Complexity < leader.Candidate.Trainer.Complexity);
        return rule.Preference == SelectionPreference.BestMean
            ? $"{best} and is taken for it; it does not really differ from {names}{(simpler ? ", of which a simpler one would do as well" : "")}."
            : $"{best}; no real difference to {names}, and none of them is simpler.";
    }

    private static string Difference(CandidateComparison comparison)
    {
        var interval = comparison.TTest.Interval;
        return string.Create(CultureInfo.InvariantCulture, $"{comparison.TTest.Effect:0.0000}, {interval.Level:0.##%} interval {interval.Low:0.0000} to {interval.High:0.0000}, p = {comparison.AdjustedPValue:0.000}");
    }
}
