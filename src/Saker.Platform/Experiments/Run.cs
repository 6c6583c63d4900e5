namespace Saker.Platform.Experiments;

/// <summary>One execution that was tracked: its settings, scores and tags.</summary>
public sealed record Run
{
    public required RunId Id { get; init; }

    public required ExperimentId ExperimentId { get; init; }

    public required string Name { get; init; }

    public required RunStatus Status { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The run that this one is part of: a candidate's run has the pipeline's run as parent.</summary>
    public RunId? ParentId { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The latest value of each metric.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
