using Saker.Platform.Artifacts;

namespace Saker.Dashboard.Artifacts;

/// <summary>A file as a page shows it.</summary>
/// <param name="Path">Within what it belongs to.</param>
/// <param name="File">What is stored of it.</param>
/// <param name="Kind">How it is shown.</param>
public sealed record FilePreview(string Path, ArtifactFile File, FileKind Kind)
{
    /// <summary>Its beginning, of what is text; null for what is none.</summary>
    public string? Text { get; init; }

    /// <summary>Its rows, of what has some, the heading first.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Rows { get; init; }

    /// <summary>Whether there is more of it than is shown.</summary>
    public bool IsCut { get; init; }
}
