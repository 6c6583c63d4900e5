namespace Saker.Platform.Registry;

/// <summary><c>models:/m-ID</c>.</summary>
internal sealed record LoggedModelSource(string Id) : SourceAddress;
