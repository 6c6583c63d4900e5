using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Serving.Queueing;
using Saker.Platform.Serving.Statistics;

namespace Saker.Platform.Serving;

/// <summary>A version that this process knows, at one moment, loaded or not: looking neither loads nor holds it.</summary>
public sealed record VersionGauges
{
    /// <summary>Its state.</summary>
    public required VersionStatus Status { get; init; }

    /// <summary>Requests that wait for a run; 0 when it is not in memory.</summary>
    public required int WaitingCount { get; init; }

    /// <summary>The most requests that may wait; 0 when it is not in memory.</summary>
    public required int MaxWaitingCount { get; init; }

    /// <summary>Bytes of memory for requests that it keeps.</summary>
    public required long BufferBytes { get; init; }

    /// <summary>What it did since it was loaded; null when it is not in memory.</summary>
    public required StatisticsSnapshot? Statistics { get; init; }

    /// <summary>Whether its requests share runs, and why; null when it is not in memory.</summary>
    public BatchingDecision? Batching { get; init; }

    /// <summary>Why its rows run through an engine, as a sentence; null where a row plan runs them, or when it is not in memory.</summary>
    public string? WhyNoRowPlan { get; init; }
}
