namespace Saker.Platform.Artifacts;

/// <summary>Some of what lies directly in a folder.</summary>
/// <param name="Entries">By path.</param>
/// <param name="Next">After which path the next page begins; null when this is the last.</param>
public sealed record ArtifactPage(IReadOnlyList<ArtifactEntry> Entries, string? Next);
