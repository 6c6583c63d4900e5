namespace Saker.Platform.Search;

/// <summary>A page of what was found.</summary>
internal sealed record SearchHits
{
    /// <summary>For each row, in order, the values of the target's <see cref="FilterTarget.Key"/>; whole numbers are <see cref="long"/>.</summary>
    public required IReadOnlyList<object[]> Rows { get; init; }

    /// <summary>Where the next page begins; null when this is the last one.</summary>
    public string? NextPageToken { get; init; }
}
