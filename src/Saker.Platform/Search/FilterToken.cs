namespace Saker.Platform.Search;

/// <summary>A word of a filter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Itself, without its quotes.</param>
/// <param name="Position">Where it starts, counted from 1.</param>
/// <param name="Key">Of a name such as <c>metrics."a b"</c>: what stands in quotes after the dot.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Position, string? Key = null)
{
    public bool Is(string keyword) => Kind == FilterTokenKind.Word && Key is null && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>As messages show it.</summary>
    public override string ToString()
    {
        const int maxShown = 60;
        var shown = Text.Length > maxShown ? Text[..maxShown] + "..." : Text;
        return Kind == FilterTokenKind.End ? "the end" : $"'{shown}'";
    }
}
