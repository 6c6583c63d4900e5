namespace Saker.Platform.Registry;

/// <summary><c>runs:/RUN/path</c>.</summary>
internal sealed record RunSource(string Run, string Path) : SourceAddress;
