using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Monitoring.Windows;

namespace Saker.Platform.Tests.Monitoring.Windows;

/// <summary>Parts of windows of a model with one number in and one text out.</summary>
internal static class WindowParts
{
    public static WindowPart Of(DateTimeOffset at, int rows, string writer = "a", long number = 1, int version = 1) => Of(at, Rows(0, rows), writer, number, version);

    public static WindowPart Of(DateTimeOffset at, Table rows, string writer, long number = 1, int version = 1) => new()
    {
        Endpoint = "live",
        Model = "churn",
        Version = version,
        At = at,
        Writer = writer,
        Number = number,
        Facts = Facts(rows.RowCount, rows.RowCount),
        Inputs = Profile.Of(rows),
        Outputs = Profile.Of(new Table([Column.OfText("label", [.. Enumerable.Range(0, rows.RowCount).Select(row => row % 2 == 0 ? "Yes" : "No")])])),
        Bins = new Dictionary<string, BinnedColumn> { ["x"] = new([5, 5, 0], [rows.RowCount, 0, 0]) },
    };

    public static Table Rows(int first, int count) => new([Column.OfNumbers("x", [.. Enumerable.Range(first, count).Select(row => Math.Sin(row) * row)])]);

    public static WindowFacts Facts(int requests, int rows)
    {
        var latencies = new LatencyCounts([0, 0, 0, requests]);
        return new WindowFacts
        {
            RequestCount = requests,
            RowCount = rows,
            ProfiledRowCount = rows,
            Errors = new SortedDictionary<string, long> { ["timeout"] = requests - rows },
            RefusedCount = requests - rows,
            CacheHitCount = 1,
            Steps = new SortedDictionary<string, long> { ["primary"] = rows - 1, ["rules"] = 1 },
            WarnedCount = 2,
            WarningCount = 3,
            MendedCount = 4,
            DroppedCount = 5,
            Total = latencies,
            Queue = latencies,
            Compute = latencies,
        };
    }
}
