namespace Saker.Platform.Registry;

/// <summary>A copied and flushed model folder that nobody can see yet.</summary>
internal sealed record StagedFolder(string Path, string Hash);
