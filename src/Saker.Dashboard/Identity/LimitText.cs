using System.Globalization;
using Saker.Dashboard.Layout;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Identity;

/// <summary>A key's limits in a line.</summary>
internal static class LimitText
{
    public static string Of(KeyPolicy policy)
    {
        List<string> parts = [];
        if (policy.RequestsPerSecond is { } rate)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{rate:#,0.###} requests/s{(policy.Burst is { } burst ? $" ({burst:#,0} at once)" : "")}"));
        Add(parts, policy.RequestsPerDay, "requests a day");
        Add(parts, policy.RowsPerDay, "rows a day");
        Add(parts, policy.DistinctRowsPerDay, "different rows a day");
        Add(parts, policy.ScoreDecimals, "decimals");
        return parts.Count == 0 ? "none" : string.Join(", ", parts);
    }

    private static void Add(List<string> parts, long? limit, string unit)
    {
        if (limit is { } value)
            parts.Add($"{Format.Count(value)} {unit}");
    }
}
