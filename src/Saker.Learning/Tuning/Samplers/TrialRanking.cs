namespace Saker.Learning.Tuning.Samplers;

/// <summary>Which trials are the good ones.</summary>
internal sealed class TrialRanking
{
    private const double GoodShare = 0.1;
    private const int MaxGood = 25;

    private TrialRanking(int rankedCount, IReadOnlyList<double[]> good, IReadOnlyList<double[]> others)
    {
        RankedCount = rankedCount;
        Good = good;
        Others = others;
    }

    /// <summary>How many trials have something to be ranked by.</summary>
    public int RankedCount { get; }

    /// <summary>The points of the best trials, the best first.</summary>
    public IReadOnlyList<double[]> Good { get; }

    /// <summary>The points of all others that were begun.</summary>
    public IReadOnlyList<double[]> Others { get; }

    public static TrialRanking Of(StudyHistory history)
    {
        var ranked = history.Trials.Where(IsRanked).ToList();
        ranked.Sort(Compare);
        var good = Math.Min((int)Math.Ceiling(GoodShare * ranked.Count), MaxGood);
        var unranked = history.Trials.Where(trial => !IsRanked(trial));
        return new TrialRanking(ranked.Count, [.. ranked.Take(good).Select(trial => trial.Point)], [.. ranked.Skip(good).Concat(unranked).Select(trial => trial.Point)]);
    }

    private static bool IsRanked(TrialEntry trial) => trial.State == TrialState.Complete || (trial.State == TrialState.Pruned && trial.Reports.Count > 0 && !double.IsNaN(trial.Reports[^1].Value));

    private static int Compare(TrialEntry left, TrialEntry right)
    {
        if (left.State != right.State)
            return left.State == TrialState.Complete ? -1 : 1;
        var order = left.State == TrialState.Complete
            ? left.Loss.CompareTo(right.Loss)
            : (-left.Reports[^1].Step, left.Reports[^1].Value).CompareTo((-right.Reports[^1].Step, right.Reports[^1].Value));

        // Sorting is not stable by itself; of equal ones the earlier stays first, or the same history would not give the same trial.
        return order != 0 ? order : left.Number.CompareTo(right.Number);
    }
}
