using Saker.Platform.Experiments;

namespace Saker.Platform.Registry;

/// <summary>One registered version of a model: an immutable model folder and where it came from.</summary>
public sealed record ModelVersion
{
    public required string Model { get; init; }

    /// <summary>Counts from 1 within the model.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 over the model folder's files: the identity of its content.</summary>
    public required string Hash { get; init; }

    /// <summary>The absolute path of the model folder.</summary>
    public required string Folder { get; init; }

    public required RunId? Run { get; init; }

    /// <summary>The dataset version it was trained on, as <c>name/version</c>.</summary>
    public required string? Dataset { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The aliases that point at it now.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }
}
