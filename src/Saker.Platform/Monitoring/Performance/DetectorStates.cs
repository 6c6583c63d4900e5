namespace Saker.Platform.Monitoring.Performance;

/// <summary>The detectors of a version behind an endpoint, and how far they have come.</summary>
public sealed record DetectorStates
{
    public required string Endpoint { get; init; }

    public required string Model { get; init; }

    public required int Version { get; init; }

    public required IReadOnlyList<ErrorDetector> Detectors { get; init; }

    /// <summary>When they last took errors.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Up to which <see cref="Outcomes.StoredOutcome.JoinOrder"/> errors were taken.</summary>
    public required long SeenOrder { get; init; }
}
