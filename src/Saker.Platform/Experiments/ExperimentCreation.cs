namespace Saker.Platform.Experiments;

/// <summary>An experiment to make.</summary>
public sealed record ExperimentCreation
{
    public required string Name { get; init; }

    /// <summary>Where its runs' artifacts go, as a URI; null for a place in this installation.</summary>
    public string? ArtifactLocation { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
