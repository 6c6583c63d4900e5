namespace Saker.Platform.Search;

/// <summary>A page of what a search found.</summary>
/// <param name="Items">In the order asked for.</param>
/// <param name="NextPageToken">Gives the next page to the same search; null when this is the last one.</param>
public sealed record SearchPage<T>(IReadOnlyList<T> Items, string? NextPageToken);
