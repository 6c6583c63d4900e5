namespace Saker.Platform.Experiments;

/// <summary>A parameter or a tag as its table holds it.</summary>
internal sealed record EntryRow
{
    public required string RunId { get; init; }

    public required string Key { get; init; }

    public required string Value { get; init; }
}
