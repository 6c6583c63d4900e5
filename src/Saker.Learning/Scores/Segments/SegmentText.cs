using System.Globalization;

namespace Saker.Learning.Scores.Segments;

/// <summary>Writes conditions as <see cref="SegmentCondition"/> reads them.</summary>
internal static class SegmentText
{
    public static string Name(string column) =>
        column.Length > 0 && (char.IsLetter(column[0]) || column[0] == '_') && column.All(character => character == '_' || char.IsLetterOrDigit(character)) && column.ToLowerInvariant() is not ("and" or "or" or "not" or "in")
            ? column
            : $"`{column.Replace("`", "``", StringComparison.Ordinal)}`";

    public static string Equal(string column, string value) => $"{Name(column)} == '{value.Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Equal(string column, double value) => $"{Name(column)} == {Number(value)}";

    public static string Missing(string column) => $"is_missing({Name(column)})";

    /// <summary>From a number, included, up to another, excluded; either may be open.</summary>
    public static string Between(string column, double? from, double? to) => (from, to) switch
    {
        ({ } low, { } high) => $"{Name(column)} >= {Number(low)} and {Name(column)} < {Number(high)}",
        ({ } low, null) => $"{Name(column)} >= {Number(low)}",
        (null, { } high) => $"{Name(column)} < {Number(high)}",
        _ => $"not is_missing({Name(column)})",
    };

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
