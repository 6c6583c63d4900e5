namespace Saker.Dashboard.Layout;

/// <summary>One of several views of the same thing, each with an address.</summary>
public sealed record TabLink(string Address, string Text)
{
    /// <summary>How many there are to see; null says nothing.</summary>
    public long? Count { get; init; }
}
