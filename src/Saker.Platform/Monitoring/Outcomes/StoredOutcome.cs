namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>An outcome as it is known.</summary>
public sealed record StoredOutcome
{
    public required string RequestId { get; init; }

    /// <summary>Which row of the request, counted from 0.</summary>
    public required int Row { get; init; }

    /// <summary>The last value that came: a label, or a number in the invariant culture.</summary>
    public required string Value { get; init; }

    /// <summary>When it became known.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When this value came.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the first value of it came.</summary>
    public required DateTimeOffset FirstReceivedAt { get; init; }

    public required OutcomeState State { get; init; }

    /// <summary>The endpoint: as the caller said while it is unmatched, then as the log says.</summary>
    public string? Endpoint { get; init; }

    /// <summary>What it was joined to; null before.</summary>
    public JoinedPrediction? Prediction { get; init; }

    /// <summary>Where it stands among all that were joined, the first one lowest; null before.</summary>
    public long? JoinOrder { get; init; }

    /// <summary>Earlier values, the first one first; only where one outcome is asked for.</summary>
    public IReadOnlyList<EarlierOutcome> History { get; init; } = [];
}
