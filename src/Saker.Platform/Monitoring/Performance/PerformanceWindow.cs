namespace Saker.Platform.Monitoring.Performance;

/// <summary>A closed window of a version behind an endpoint: what was estimated of it, and what came.</summary>
public sealed record PerformanceWindow
{
    public required string Endpoint { get; init; }

    public required string Model { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Null where nothing could be estimated.</summary>
    public WindowEstimate? Estimate { get; init; }

    /// <summary>Null while there are too few outcomes.</summary>
    public WindowScores? Scores { get; init; }

    /// <summary>How far the estimate of a score was off, now that it is known: estimate less score; null before.</summary>
    public double? EstimateErrorOf(string score) => Estimate?.Find(score) is { } estimated && Scores?.Find(score) is { } measured ? estimated.Value - measured.Value : null;
}
