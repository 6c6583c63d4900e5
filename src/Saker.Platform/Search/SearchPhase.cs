namespace Saker.Platform.Search;

/// <summary>
/// A part of an ordered result that one query gives. An order by a metric has three: runs with a number, with NaN, and
/// without; the first of them reads the metric's index in order and stops when the page is full.
/// </summary>
internal sealed record SearchPhase
{
    /// <summary>Its place among the parts; also the value of its first sort key when there are several.</summary>
    public required int Class { get; init; }

    public required string From { get; init; }

    public required IReadOnlyList<string> Where { get; init; }

    public required IReadOnlyList<SortKey> Keys { get; init; }
}
