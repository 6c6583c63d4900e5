namespace Saker.Dashboard.Overview;

/// <summary>Something that somebody should look at.</summary>
/// <param name="Status">What the badge is coloured by: <c>critical</c>, <c>warning</c> or <c>waiting</c>.</param>
/// <param name="Kind">What it is, in one word.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Address">Where to look at it.</param>
/// <param name="Sentence">What is wrong, or what is waited for.</param>
public sealed record AttentionItem(string Status, string Kind, string Title, string Address, string Sentence)
{
    /// <summary>Since when; null where nobody knows.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The most urgent first.</summary>
    internal int Rank => Status switch { "critical" => 0, "warning" => 1, _ => 2 };
}
