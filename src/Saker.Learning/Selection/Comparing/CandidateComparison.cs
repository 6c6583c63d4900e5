namespace Saker.Learning.Selection.Comparing;

/// <summary>A candidate beside the one with the best mean, on the same folds.</summary>
public sealed record CandidateComparison
{
    /// <summary>The candidate's name.</summary>
    public required string Candidate { get; init; }

    /// <summary>What a person reads.</summary>
    public required string Title { get; init; }

    /// <summary>Of its trainer; smaller is simpler.</summary>
    public required double Complexity { get; init; }

    /// <summary>By how much the leader's fold scores are better, as the corrected t-test sees it; the mean is the effect. Above 0 the leader is better, for losses too.</summary>
    public required PairedTest TTest { get; init; }

    /// <summary>The same by ranks. With few folds it cannot be sure of anything: five give a p-value of 0.0625 at best.</summary>
    public required PairedTest Wilcoxon { get; init; }

    /// <summary>The p-value of the t-test, raised for the number of candidates that are compared (Holm 1979).</summary>
    public required double AdjustedPValue { get; init; }

    /// <summary>Whether the leader is really better, by <see cref="AdjustedPValue"/>.</summary>
    public required bool IsWorse { get; init; }
}
