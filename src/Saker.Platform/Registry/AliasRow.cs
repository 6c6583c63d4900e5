namespace Saker.Platform.Registry;

/// <summary>An alias and the version that it points at, or is asked to, as its table has it.</summary>
internal sealed record AliasRow
{
    public required string Model { get; init; }

    public required string Alias { get; init; }

    public long Version { get; init; }
}
