namespace Saker.Platform.Monitoring.Drift;

/// <summary>Up to where the traffic of a version was evaluated.</summary>
public sealed record DriftProgress
{
    public required string Endpoint { get; init; }

    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary>Where its traffic began.</summary>
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>Where the last closed window ended.</summary>
    public required DateTimeOffset EvaluatedUntil { get; init; }

    /// <summary>When it was last looked for closed windows.</summary>
    public required DateTimeOffset LookedAt { get; init; }

    /// <summary>Rows since then, in the window that is open.</summary>
    public long OpenRowCount { get; init; }

    /// <summary>Why nothing was compared, in words; null when nothing stands in the way.</summary>
    public string? Note { get; init; }

    /// <summary>The states of streaming detectors by name, as JSON; null while there are none.</summary>
    public string? Detectors { get; init; }
}
