using Saker.Learning.Scores;
using Saker.Learning.Selection.Comparing;

namespace Saker.Learning.Selection;

/// <summary>The comparison of candidates on the same folds.</summary>
public sealed record CrossValidationResult
{
    public required Score Score { get; init; }

    /// <summary>In the order the candidates were given.</summary>
    public required IReadOnlyList<CandidateResult> Candidates { get; init; }

    /// <summary>How the candidates compare, which one is taken, and why.</summary>
    public required CandidateSelection Selection { get; init; }

    /// <summary>The candidate that is taken: the one with the best mean, or a simpler one that does not really differ from it.</summary>
    public CandidateResult Best => Candidates.First(candidate => candidate.Candidate.Name == Selection.Taken);
}
