namespace Saker.Platform.Maintenance;

/// <summary>Content that is collected.</summary>
/// <param name="Hash">Its SHA-256.</param>
/// <param name="ByteCount">Its size.</param>
public sealed record CollectedBlob(string Hash, long ByteCount);
