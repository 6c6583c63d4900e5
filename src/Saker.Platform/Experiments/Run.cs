namespace Saker.Platform.Experiments;

/// <summary>One execution that was tracked: its settings, scores and tags.</summary>
public sealed record Run
{
    public required RunId Id { get; init; }

    public required ExperimentId ExperimentId { get; init; }

    /// <summary>Also the tag <see cref="RunTags.Name"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Who runs it; empty when that was not said.</summary>
    public string UserId { get; init; } = "";

    public required RunStatus Status { get; init; }

    public required Lifecycle Lifecycle { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Where its artifacts are, such as <c>mlflow-artifacts:/1/{run}/artifacts</c>.</summary>
    public required string ArtifactUri { get; init; }

    /// <summary>The run that this one is part of: a candidate's run has the pipeline's run as parent.</summary>
    public RunId? ParentId { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The latest value of each metric.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The latest point of each metric, by key: that of the highest step, then time, then value.</summary>
    public required IReadOnlyList<Metric> LatestMetrics { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public RunInputs Inputs { get; init; } = RunInputs.None;

    /// <summary>The models that it made.</summary>
    public IReadOnlyList<ModelOutput> Outputs { get; init; } = [];
}
