namespace Saker.Platform.Serving.Statistics;

/// <summary>What callers of an endpoint got from one version, since this process started.</summary>
public sealed record VersionTrafficSnapshot
{
    /// <summary>The endpoint, or the registered model's own name where it was asked by that.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The registered model of the version that was asked; empty together with no version.</summary>
    public required string Model { get; init; }

    /// <summary>The version that was asked; null for all those beyond the most that are told apart.</summary>
    public required int? Version { get; init; }

    /// <summary>Requests by how they ended, in the order of <see cref="RequestOutcome"/>.</summary>
    public required IReadOnlyList<long> Outcomes { get; init; }

    /// <summary>Answered requests by who answered, in the order of <see cref="AnswerSteps.Words"/>.</summary>
    public required IReadOnlyList<long> Steps { get; init; }

    /// <summary>Rows answered.</summary>
    public required long RowCount { get; init; }

    /// <summary>Requests answered from the cache.</summary>
    public required long CacheHitCount { get; init; }

    /// <summary>Answered requests of which the guard said something.</summary>
    public required long WarnedCount { get; init; }

    /// <summary>Answered requests that the version did not answer itself: it failed, was too slow or was left out, and a fallback answered for it.</summary>
    public required long CoveredCount { get; init; }

    /// <summary>Requests that the version did not answer: those without an answer, and those that a fallback answered for it.</summary>
    public long UnansweredCount => Outcomes.Skip(1).Sum() + CoveredCount;

    /// <summary>How long requests took, whichever way they ended.</summary>
    public required HistogramSnapshot Total { get; init; }

    /// <summary>How long the stages of requests took that a run answered.</summary>
    public required IReadOnlyList<StageHistogram> Stages { get; init; }
}
