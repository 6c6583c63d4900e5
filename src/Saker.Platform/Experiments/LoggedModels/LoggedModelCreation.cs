namespace Saker.Platform.Experiments.LoggedModels;

/// <summary>A logged model that is to be made.</summary>
public sealed record LoggedModelCreation
{
    /// <summary>Null for one that is made up.</summary>
    public LoggedModelId? Id { get; init; }

    /// <summary>Null for now.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    public required ExperimentId Experiment { get; init; }

    /// <summary>Null for one that is made up.</summary>
    public string? Name { get; init; }

    public string? ModelType { get; init; }

    public RunId? SourceRun { get; init; }

    public string? Creator { get; init; }

    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
