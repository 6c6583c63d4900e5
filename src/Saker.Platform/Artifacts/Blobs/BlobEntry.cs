namespace Saker.Platform.Artifacts.Blobs;

/// <summary>Content that a store holds.</summary>
/// <param name="Hash">Its SHA-256, 64 lowercase hexadecimal digits.</param>
/// <param name="ByteCount">Its size.</param>
/// <param name="StoredAt">When it was stored last.</param>
public sealed record BlobEntry(string Hash, long ByteCount, DateTimeOffset StoredAt);
