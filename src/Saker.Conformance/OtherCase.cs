namespace Saker.Conformance;

/// <summary>The same name to whoever ignores letter case, another one to the protocol.</summary>
internal static class OtherCase
{
    /// <exception cref="CheckSkippedException">The name has no letters.</exception>
    public static string Of(string name)
    {
        var other = string.Concat(name.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));
        return other == name ? throw new CheckSkippedException($"'{name}' has no letters in upper or lower case") : other;
    }

    /// <summary>Such names, with all letters in the other case and with the first alone; one where the name has one letter.</summary>
    /// <exception cref="CheckSkippedException">The name has no letters.</exception>
    public static IReadOnlyList<string> AllOf(string name)
    {
        var all = Of(name);
        var first = name.Zip(all).TakeWhile(pair => pair.First == pair.Second).Count();
        return [.. new[] { all, $"{name[..first]}{all[first]}{name[(first + 1)..]}" }.Distinct(StringComparer.Ordinal)];
    }
}
