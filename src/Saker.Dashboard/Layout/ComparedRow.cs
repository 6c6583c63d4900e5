namespace Saker.Dashboard.Layout;

/// <summary>What several things that are compared, such as runs, have under one key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Values">What each has, numbers with all their digits; null where it has nothing.</param>
public sealed record ComparedRow(string Key, IReadOnlyList<string?> Values)
{
    /// <summary>Whether they have not all the same.</summary>
    public bool Differs => Values.Distinct(StringComparer.Ordinal).Skip(1).Any();
}
