using System.Globalization;

namespace Saker.Data.Privacy.Anonymity;

/// <summary>Days as month, quarter, year and decade; the texts begin as ISO 8601 does.</summary>
internal sealed class DateHierarchy(IReadOnlyList<string> parts) : Hierarchy(parts.Count)
{
    public static readonly string[] Parts = ["day", "month", "quarter", "year", "decade"];

    public override string ToString() => $"date {string.Join(", ", parts)}";

    internal override string Misfit(int level) => $"is not a date, and is to be written as a {parts[level - 1]}.";

    private protected override string? Inner(string value, int level)
    {
        if (!DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time))
            return null;
        return parts[level - 1] switch
        {
            "day" => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "month" => time.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            "quarter" => string.Create(CultureInfo.InvariantCulture, $"{time.Year:0000}-Q{((time.Month - 1) / 3) + 1}"),
            "year" => time.ToString("yyyy", CultureInfo.InvariantCulture),
            _ => string.Create(CultureInfo.InvariantCulture, $"{time.Year / 10 * 10:0000}s"),
        };
    }
}
