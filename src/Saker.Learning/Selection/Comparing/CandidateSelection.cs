using System.Text.Json.Serialization;
using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Selection.Comparing;

/// <summary>How candidates compare on the same folds, which one is taken, and why; <c>selection/comparison.json</c> of a run.</summary>
public sealed record CandidateSelection
{
    /// <summary>The public name of the score that decides.</summary>
    public required string Score { get; init; }

    public required SelectionPreference Preference { get; init; }

    /// <summary>How sure a difference must be to count as real.</summary>
    public required double Level { get; init; }

    /// <summary>How many fold scores each candidate has.</summary>
    public required int FoldCount { get; init; }

    /// <summary>Rows that a fold predicts over rows that it learns from, over all folds.</summary>
    public required double TestTrainRatio { get; init; }

    /// <summary>The candidate with the best mean; of equal ones the earliest.</summary>
    public required string Leader { get; init; }

    /// <summary>The candidate that is taken.</summary>
    public required string Taken { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Every candidate but the leader, in the order they were given.</summary>
    public required IReadOnlyList<CandidateComparison> Comparisons { get; init; }

    /// <summary>Whether the taken one is not the one with the best mean.</summary>
    [JsonIgnore]
    public bool IsSimplerTaken => Taken != Leader;

    /// <summary>Compares candidates by their fold scores.</summary>
    /// <param name="score">The score that decides.</param>
    /// <param name="candidates">At least one; all with the scores of the same folds, at least two.</param>
    /// <param name="testTrainRatio">Rows that a fold predicts over rows that it learns from.</param>
    /// <param name="rule">Which one is taken.</param>
    /// <exception cref="SakerException">A fold score is not finite, or the level is out of range.</exception>
    public static CandidateSelection Make(Score score, IReadOnlyList<CandidateResult> candidates, double testTrainRatio, SelectionRule rule)
    {
        Differences.RequireLevel(rule.Level);
        var leader = candidates.Aggregate((best, next) => score.IsBetter(next.Mean, best.Mean) ? next : best);
        var comparisons = Compare(score, leader, candidates, testTrainRatio, rule);
        var rivals = comparisons.Where(comparison => !comparison.IsWorse && comparison.Complexity < leader.Candidate.Trainer.Complexity).ToList();
        var taken = rule.Preference == SelectionPreference.Simpler && rivals.Count > 0 ? Simplest(score, candidates, rivals) : leader;
        return new CandidateSelection
        {
            Score = score.Name,
            Preference = rule.Preference,
            Level = rule.Level,
            FoldCount = leader.FoldScores.Count,
            TestTrainRatio = testTrainRatio,
            Leader = leader.Candidate.Name,
            Taken = taken.Candidate.Name,
            Reason = SelectionReason.Of(leader, taken, comparisons, rule),
            Comparisons = comparisons,
        };
    }

    public string ToJson() => SelectionJson.Write(this);

    /// <exception cref="SakerException">The text is not what <see cref="ToJson"/> writes.</exception>
    public static CandidateSelection FromJson(string json) => SelectionJson.Read<CandidateSelection>(json, "The comparison of candidates");

    private static IReadOnlyList<CandidateComparison> Compare(Score score, CandidateResult leader, IReadOnlyList<CandidateResult> candidates, double testTrainRatio, SelectionRule rule)
    {
        var others = candidates.Where(candidate => candidate != leader).ToList();
        var differences = others.ConvertAll(other => leader.FoldScores.Zip(other.FoldScores, (best, its) => score.HigherIsBetter ? best - its : its - best).ToArray());
        var tests = differences.ConvertAll(each => CorrectedTTest.Compute(each, testTrainRatio, rule.Level));
        var adjusted = Holm.Adjust(tests.ConvertAll(test => test.PValue));
        return
        [
            .. others.Select((other, i) => new CandidateComparison
            {
                Candidate = other.Candidate.Name,
                Title = other.Candidate.Title,
                Complexity = other.Candidate.Trainer.Complexity,
                TTest = tests[i],
                Wilcoxon = WilcoxonSignedRank.Compute(differences[i], rule.Level),
                AdjustedPValue = adjusted[i],
                IsWorse = adjusted[i] < 1 - rule.Level,
            }),
        ];
    }

    // Of equally simple ones the better, of those the earlier.
    private static CandidateResult Simplest(Score score, IReadOnlyList<CandidateResult> candidates, List<CandidateComparison> rivals)
    {
        var least = rivals.Min(rival => rival.Complexity);
        return candidates.Where(candidate => rivals.Any(rival => rival.Candidate == candidate.Candidate.Name && rival.Complexity == least))
            .Aggregate((best, next) => score.IsBetter(next.Mean, best.Mean) ? next : best);
    }
}
