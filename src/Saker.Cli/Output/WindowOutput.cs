using System.Globalization;
using System.Text.Json;
using Saker.Data.Profiles;
using Saker.Platform.Monitoring.Windows;
using Spectre.Console;
using Profile = Saker.Data.Profiles.Profile;

namespace Saker.Cli.Output;

/// <summary>Windows of requests as tables and JSON.</summary>
internal static class WindowOutput
{
    public static object Json(WindowSummary window) => new
    {
        window.Endpoint, window.Model, window.Version, window.From, window.To, window.WriterCount,
        window.Facts.RequestCount, window.Facts.RowCount, window.Facts.ProfiledRowCount, window.Facts.Errors, window.Facts.RefusedCount, window.Facts.CacheHitCount, window.Facts.Steps,
        window.Facts.WarnedCount, window.Facts.WarningCount, window.Facts.MendedCount,
        Total = Json(window.Facts.Total), Queue = Json(window.Facts.Queue), Compute = Json(window.Facts.Compute),
    };

    public static object Json(Window window) => new { Window = Json(window.Summary), Inputs = Json(window.Inputs), Outputs = Json(window.Outputs), window.Bins };

    public static void Write(IAnsiConsole console, IReadOnlyList<WindowSummary> windows)
    {
        if (windows.Count == 0)
        {
            console.WriteLine("no requests were captured in this time");
            return;
        }
        var table = new Spectre.Console.Table().AddColumns("from", "version", "requests", "rows", "errors", "fallback", "warned", "p50 ms", "p99 ms");
        foreach (var window in windows)
        {
            var facts = window.Facts;
            table.AddRow(
                window.From.ToString("u", CultureInfo.InvariantCulture), $"{window.Version}", $"{facts.RequestCount}", $"{facts.RowCount}", $"{facts.ErrorCount}", $"{facts.FallbackCount}", $"{facts.WarnedCount}",
                Text(facts.Total.Quantile(0.5)), Text(facts.Total.Quantile(0.99)));
        }
        console.Write(table);
    }

    public static void Write(IAnsiConsole console, Window window)
    {
        Write(console, [window.Summary]);
        foreach (var (title, profile) in ((string, Profile?)[])[("inputs", window.Inputs), ("outputs", window.Outputs)])
        {
            if (profile is null)
                continue;
            console.WriteLine(FormattableString.Invariant($"{title} of {profile.RowCount} rows"));
            var table = new Spectre.Console.Table().AddColumns("column", "missing", "distinct", "mean", "min", "median", "max", "most frequent");
            foreach (var column in profile.Columns)
                table.AddRow([.. Cells(column).Select(Markup.Escape)]);
            console.Write(table);
        }
    }

    private static IEnumerable<string> Cells(ColumnProfile column)
    {
        yield return column.Name;
        yield return column.Count == 0 ? "" : ((double)column.NullCount / column.Count).ToString("P1", CultureInfo.InvariantCulture);
        yield return column.DistinctCount.ToString("0", CultureInfo.InvariantCulture);
        yield return Text(column.Numbers?.Mean);
        yield return Text(column.Numbers?.Min);
        yield return Text(column.Numbers?.Quantile(0.5));
        yield return Text(column.Numbers?.Max);
        yield return column.Texts is { Top: [var top, ..] } ? top.Text : "";
    }

    private static object Json(LatencyCounts latencies) => new { P50 = latencies.Quantile(0.5), P95 = latencies.Quantile(0.95), P99 = latencies.Quantile(0.99) };

    private static JsonElement? Json(Profile? profile)
    {
        if (profile is null)
            return null;
        using var document = JsonDocument.Parse(profile.ToJson());
        return document.RootElement.Clone();
    }

    private static string Text(double? number) => number is { } value && !double.IsNaN(value) ? value.ToString("0.####", CultureInfo.InvariantCulture) : "";
}
