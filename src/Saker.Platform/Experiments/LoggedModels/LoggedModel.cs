namespace Saker.Platform.Experiments.LoggedModels;

/// <summary>A model that was logged: MLflow's clients make one for every model that a run leaves behind, registered or not.</summary>
public sealed record LoggedModel
{
    public required LoggedModelId Id { get; init; }

    public required ExperimentId ExperimentId { get; init; }

    public required string Name { get; init; }

    /// <summary>What kind of model the client says that it is; null when it says nothing.</summary>
    public string? ModelType { get; init; }

    /// <summary>The run that made it, if one did.</summary>
    public RunId? SourceRun { get; init; }

    /// <summary>Where its files are, such as <c>mlflow-artifacts:/1/models/{id}/artifacts</c>.</summary>
    public required string ArtifactUri { get; init; }

    public required LoggedModelStatus Status { get; init; }

    /// <summary>Who made it; null when that is not known.</summary>
    public string? Creator { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>The latest value of each metric that each run logged about it, on each dataset, by metric.</summary>
    public required IReadOnlyList<Search.RunMetric> Metrics { get; init; }

    /// <summary>What it is registered as: the names of registered models and the numbers of their versions.</summary>
    public IReadOnlyList<(string Name, int Version)> Registrations { get; init; } = [];
}
