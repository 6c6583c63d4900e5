namespace Saker.Dashboard.Artifacts;

/// <summary>A file that a page offers.</summary>
/// <param name="Path">Within what it belongs to.</param>
/// <param name="ByteCount">Its size.</param>
/// <param name="Address">From where the reader downloads it.</param>
public sealed record FileLink(string Path, long ByteCount, string Address);
