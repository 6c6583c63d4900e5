namespace Saker.Platform.Experiments;

/// <summary>A named collection of runs.</summary>
public sealed record Experiment
{
    public required ExperimentId Id { get; init; }

    public required string Name { get; init; }

    public required Lifecycle Lifecycle { get; init; }

    /// <summary>Where its runs' artifacts go, such as <c>mlflow-artifacts:/1</c>.</summary>
    public required string ArtifactLocation { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its name, its tags or its lifecycle last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>How many runs it has that are not deleted.</summary>
    public required int RunCount { get; init; }
}
