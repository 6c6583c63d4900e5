using Saker.Platform.Experiments;

namespace Saker.Platform.Registry;

/// <summary>What is to be registered.</summary>
public sealed record Registration
{
    public required string Model { get; init; }

    /// <summary>A finished model folder; it is copied.</summary>
    public required string Folder { get; init; }

    public RunId? Run { get; init; }

    public string? Dataset { get; init; }

    /// <summary>Aliases to move to the new version in the same step.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}
