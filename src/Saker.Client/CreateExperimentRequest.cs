namespace Saker.Client;

/// <summary>An experiment to make.</summary>
public sealed record CreateExperimentRequest
{
    public string? Name { get; init; }

    /// <summary>Where its runs' artifacts go, as a URI; null for a place on the server.</summary>
    public string? ArtifactLocation { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
