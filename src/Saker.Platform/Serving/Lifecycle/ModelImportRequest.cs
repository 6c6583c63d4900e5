using Saker.Platform.Registry;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>An ONNX file that is to become a registered version.</summary>
public sealed record ModelImportRequest
{
    /// <summary>The registered model; made when there is none of that name.</summary>
    public required string Model { get; init; }

    /// <summary>The bytes of the ONNX file, with all its data in it.</summary>
    public required byte[] Graph { get; init; }

    /// <summary>Aliases to move to the new version.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>
    /// Rows to warm the model up with, <c>{"columns": [...], "data": [[...]]}</c>; only for a model whose inputs are columns. Without them
    /// it is warmed up with made-up ones.
    /// </summary>
    public string? Example { get; init; }

    /// <summary>The semantic version; null derives it from the one before.</summary>
    public SemanticVersion? Semantic { get; init; }

    /// <summary>Why the aliases move although the version is not judged by gates that they require; null unless somebody overrides.</summary>
    public string? Override { get; init; }

    /// <summary>Who registers it; null for the user of this process.</summary>
    public Actor? By { get; init; }
}
