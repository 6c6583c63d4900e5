namespace Saker.Dashboard.Artifacts;

/// <summary>What lies in a folder.</summary>
/// <param name="Nodes">Folders and files, as many as a page shows.</param>
/// <param name="HasMore">Whether there are more.</param>
public sealed record FileFolder(IReadOnlyList<FileNode> Nodes, bool HasMore);
