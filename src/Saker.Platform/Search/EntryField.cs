namespace Saker.Platform.Search;

/// <summary>The value under a key, such as one tag.</summary>
internal sealed record EntryField(FilterEntries Entries, string Key) : FilterField
{
    public override FilterKind Kind => Entries.Kind;

    public override string ToString() => $"{Entries.Names[0]} '{Key}'";
}
