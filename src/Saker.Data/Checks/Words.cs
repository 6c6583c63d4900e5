namespace Saker.Data.Checks;

/// <summary>Values as they stand in messages.</summary>
internal static class Words
{
    private const int MaxShown = 60;

    /// <summary>The value in quotes, cut when it is long.</summary>
    public static string Quote(string? value) => value switch
    {
        null => "a missing value",
        { Length: > MaxShown } => $"'{value.AsSpan(0, MaxShown - 3)}...'",
        _ => $"'{value}'",
    };

    /// <summary>The first few of many, in quotes.</summary>
    public static string List(IReadOnlyList<string> values)
    {
        const int shown = 10;
        var some = string.Join(", ", values.Take(shown).Select(Quote));
        return values.Count > shown ? FormattableString.Invariant($"{some} and {values.Count - shown} more") : some;
    }
}
