namespace Saker.Client;

/// <summary>One registered version of a model and where it came from.</summary>
public sealed record ModelVersionInfo
{
    public required string Model { get; init; }

    /// <summary>Counts from 1 within the model.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 over the model folder, 64 hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>The run that made it, if a run did.</summary>
    public string? RunId { get; init; }

    /// <summary>The dataset version it was trained on, as <c>name/version</c>.</summary>
    public string? Dataset { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The aliases that point at it now.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }
}
