namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>A business metric of a request, as it is known.</summary>
public sealed record NamedOutcome
{
    public required string RequestId { get; init; }

    /// <summary>The metric.</summary>
    public required string Name { get; init; }

    /// <summary>The last value that came.</summary>
    public required double Value { get; init; }

    /// <summary>When it became known.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When this value came.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the first value of it came.</summary>
    public required DateTimeOffset FirstReceivedAt { get; init; }

    /// <summary>How often another value came later.</summary>
    public required int CorrectionCount { get; init; }

    /// <summary>Never <see cref="OutcomeState.Unsampled"/>: a metric needs no values of rows.</summary>
    public required OutcomeState State { get; init; }

    /// <summary>The endpoint: as the caller said while it is unmatched, then as the log says.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The request that it was joined to; null before.</summary>
    public NamedJoin? Request { get; init; }

    /// <summary>Where it stands among all that were joined, the first one lowest; null before.</summary>
    public long? JoinOrder { get; init; }
}
