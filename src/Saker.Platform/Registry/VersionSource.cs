namespace Saker.Platform.Registry;

/// <summary><c>models:/NAME/3</c>, <c>models:/NAME/latest</c>, <c>models:/NAME/Production</c> or <c>models:/NAME@champion</c>.</summary>
internal sealed record VersionSource(string Model, string? Version, string? Alias) : SourceAddress;
