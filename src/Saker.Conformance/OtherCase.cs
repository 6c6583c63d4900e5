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
}
