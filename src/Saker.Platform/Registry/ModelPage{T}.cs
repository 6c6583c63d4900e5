namespace Saker.Platform.Registry;

/// <summary>A page of what a search found.</summary>
/// <param name="Items">In order.</param>
/// <param name="NextPageToken">Where the next page begins; null when this is the last.</param>
public sealed record ModelPage<T>(IReadOnlyList<T> Items, string? NextPageToken);
