using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>A lower and an upper bound, both included and either optional, as several checks have them.</summary>
internal static class Bounds
{
    public static string Describe(double? min, double? max) => (min, max) switch
    {
        ({ } low, { } high) when low == high => FormattableString.Invariant($"{low}"),
        ({ } low, { } high) => FormattableString.Invariant($"between {low} and {high}"),
        ({ } low, null) => FormattableString.Invariant($"at least {low}"),
        (null, { } high) => FormattableString.Invariant($"at most {high}"),
        _ => "any number",
    };

    public static void Require(Settings settings, double? min, double? max)
    {
        if (!settings.Has("min") && !settings.Has("max"))
            settings.Report("min", "give min, max or both.");
        if (min > max)
            settings.Report("min", FormattableString.Invariant($"{min} is above max, which is {max}."));
    }

    /// <summary>Boolean SQL that is true when the number is outside; NULL when it is missing. NaN is outside.</summary>
    public static string Outside(string number, double? min, double? max, bool isMinOutside = false, bool isMaxOutside = false, ColumnType type = ColumnType.Float64)
    {
        var parts = new List<string>(2);
        if (min is { } low)
            parts.Add($"{number} {(isMinOutside ? "<=" : "<")} {SqlText.Number(low, type)}");
        if (max is { } high)
            parts.Add($"{number} {(isMaxOutside ? ">=" : ">")} {SqlText.Number(high, type)}");
        return parts.Count == 0 ? "false" : $"({string.Join(" OR ", parts)})";
    }
}
