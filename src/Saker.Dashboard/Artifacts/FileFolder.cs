namespace Saker.Dashboard.Artifacts;

/// <summary>What lies in a folder.</summary>
/// <param name="Path">Within what the tree belongs to; empty for the uppermost.</param>
/// <param name="Nodes">Folders and files, as many as a page shows.</param>
/// <param name="After">After which path these begin; null for the first of the folder.</param>
/// <param name="Next">After which path there are more; null when these are the last.</param>
public sealed record FileFolder(string Path, IReadOnlyList<FileNode> Nodes, string? After = null, string? Next = null);
