namespace Saker.Platform.Search;

/// <summary>A place in a filter that somebody is writing.</summary>
/// <param name="Expected">What may come there.</param>
/// <param name="Start">Where the word begins that is written there, counted from 0.</param>
/// <param name="Length">Of the word so far, up to the place.</param>
/// <param name="Written">The word so far, without its quotes.</param>
internal sealed record FilterPlace(FilterExpectation Expected, int Start, int Length, string Written)
{
    /// <summary>The field that is compared there; null where none is.</summary>
    public FilterField? Field { get; init; }

    /// <summary>Parentheses that are open there.</summary>
    public int OpenCount { get; init; }
}
