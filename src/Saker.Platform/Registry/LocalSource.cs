namespace Saker.Platform.Registry;

/// <summary>A path on a machine.</summary>
internal sealed record LocalSource(string Path) : SourceAddress;
