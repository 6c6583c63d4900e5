namespace Saker.Platform.Artifacts;

/// <summary>A stored file.</summary>
/// <param name="Path">Its path from the tree's root, with '/'.</param>
/// <param name="Hash">SHA-256 of the content, 64 lowercase hexadecimal digits.</param>
/// <param name="ByteCount">Its size.</param>
/// <param name="StoredAt">When it was stored.</param>
public sealed record ArtifactFile(string Path, string Hash, long ByteCount, DateTimeOffset StoredAt);
