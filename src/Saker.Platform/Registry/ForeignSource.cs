namespace Saker.Platform.Registry;

/// <summary>Somewhere that Saker does not fetch from, such as <c>s3</c>.</summary>
internal sealed record ForeignSource(string Scheme) : SourceAddress;
