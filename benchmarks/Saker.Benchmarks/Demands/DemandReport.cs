using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Saker.Benchmarks.Demands;

/// <summary>Demands for a person and for a program.</summary>
internal static class DemandReport
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Json(string area, IReadOnlyList<Demand> demands) =>
        JsonSerializer.Serialize(new { area, holds = demands.All(demand => demand.Holds), demands }, s_json) + Environment.NewLine;

    public static string Text(string title, IReadOnlyList<Demand> demands)
    {
        string[][] rows =
        [
            ["measure", "ours", "peer's", "ratio", "goal", "holds"],
            .. demands.Select(demand => (string[])[
                demand.Measure, Value(demand.Ours, demand.Unit), Value(demand.Peers, demand.Unit), Value(demand.Ratio, ""), demand.Goal, demand.Holds ? "yes" : "NO"]),
        ];
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder().AppendLine(title).AppendLine();
        foreach (var row in rows)
            text.AppendLine(string.Join("  ", row.Select((cell, column) => column is > 0 and < 4 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
        return text.ToString();
    }

    private static string Value(double? value, string unit) => value is { } known
        ? (known.ToString(Math.Abs(known) switch { >= 1000 => "#,0", >= 100 => "0", >= 10 => "0.0", >= 1 => "0.00", >= 1e-3 or 0 => "0.0000", _ => "0.0e0" }, CultureInfo.InvariantCulture) + " " + unit).TrimEnd()
        : "-";
}
