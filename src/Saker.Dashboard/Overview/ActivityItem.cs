namespace Saker.Dashboard.Overview;

/// <summary>Something that goes on by itself.</summary>
/// <param name="Kind">What it is, in one word.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Address">Where to look at it; null where there is no page.</param>
/// <param name="Sentence">How far it is.</param>
/// <param name="StartedAt">Since when.</param>
public sealed record ActivityItem(string Kind, string Title, string? Address, string Sentence, DateTimeOffset StartedAt)
{
    /// <summary>How much of it is done, from 0 to 1; null when nobody knows.</summary>
    public double? Share { get; init; }
}
