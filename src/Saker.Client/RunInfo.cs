namespace Saker.Client;

/// <summary>One tracked execution: settings, latest scores and tags.</summary>
public sealed record RunInfo
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required string ExperimentId { get; init; }

    public required string Name { get; init; }

    /// <summary><c>running</c>, <c>scheduled</c>, <c>finished</c>, <c>failed</c> or <c>killed</c>.</summary>
    public required string Status { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The run that this one is part of.</summary>
    public string? ParentId { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The latest value of each metric; what is not finite is written <c>"NaN"</c>, <c>"Infinity"</c> or <c>"-Infinity"</c>.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary><c>active</c> or <c>deleted</c>.</summary>
    public string State { get; init; } = "active";

    /// <summary>Where its artifacts are.</summary>
    public string? ArtifactUri { get; init; }

    /// <summary>The datasets that it was made from; null when none was logged.</summary>
    public IReadOnlyList<DatasetInputInfo>? Datasets { get; init; }
}
