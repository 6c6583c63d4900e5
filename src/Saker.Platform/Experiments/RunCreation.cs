namespace Saker.Platform.Experiments;

/// <summary>A run to make for a client, which is executed wherever the client is.</summary>
public sealed record RunCreation
{
    public required ExperimentId Experiment { get; init; }

    /// <summary>Null for a new one; a run that comes from elsewhere keeps its own.</summary>
    public RunId? Id { get; init; }

    /// <summary>Null for the name that the tag <see cref="RunTags.Name"/> gives, or a generated one.</summary>
    public string? Name { get; init; }

    /// <summary>Who runs it; null for whom the tag <see cref="RunTags.User"/> names.</summary>
    public string? UserId { get; init; }

    /// <summary>Null for now.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>With <see cref="RunTags.Parent"/> the run is part of another.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
