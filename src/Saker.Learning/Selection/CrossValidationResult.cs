using Saker.Learning.Scores;

namespace Saker.Learning.Selection;

/// <summary>The comparison of candidates on the same folds.</summary>
public sealed record CrossValidationResult
{
    public required Score Score { get; init; }

    /// <summary>In the order the candidates were given.</summary>
    public required IReadOnlyList<CandidateResult> Candidates { get; init; }

    /// <summary>The candidate with the best mean; of equal ones the earliest.</summary>
    public CandidateResult Best => Candidates.Aggregate((best, next) => Score.IsBetter(next.Mean, best.Mean) ? next : best);
}
