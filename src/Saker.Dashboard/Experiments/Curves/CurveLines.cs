using System.Text.Json;
using Saker.Dashboard.Layout;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;

namespace Saker.Dashboard.Experiments.Curves;

/// <summary>A metric of one run or several as lines: by step, by time, and by time since the run began.</summary>
/// <param name="Key">The metric's key.</param>
/// <param name="Runs">The runs, each with its name.</param>
/// <param name="Points">Of all of them.</param>
public sealed record CurveLines(string Key, IReadOnlyList<Run> Runs, IReadOnlyList<RunMetric> Points)
{
    /// <summary>Whether a client's library measured the machine with it.</summary>
    public bool IsOfSystem => IsSystem(Key);

    public static bool IsSystem(string key) => key.StartsWith("system/", StringComparison.Ordinal);

    /// <summary>What the page's script draws.</summary>
    public string ToJson() => JsonTexts.Write(WriteTo);

    /// <summary>Several metrics in one message, for charts that live on.</summary>
    public static string ToJson(IReadOnlyList<CurveLines> curves) => JsonTexts.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("metrics");
        foreach (var curve in curves)
        {
            writer.WritePropertyName(curve.Key);
            curve.WriteTo(writer);
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private void WriteTo(Utf8JsonWriter writer)
    {
        var points = Points.ToLookup(point => point.Run, point => point.Metric);
        writer.WriteStartObject();
        writer.WriteString("key", Key);
        writer.WriteStartArray("series");
        foreach (var run in Runs.Where(run => points.Contains(run.Id)))
            WriteLine(writer, run, [.. points[run.Id]]);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // Step, milliseconds since the start, value; where a value is not finite, the line is broken.
    private static void WriteLine(Utf8JsonWriter writer, Run run, IReadOnlyList<Metric> points)
    {
        // Clients say when things were; the start is never after the first point.
        var start = Math.Min(run.StartedAt.ToUnixTimeMilliseconds(), points.Min(point => point.LoggedAt.ToUnixTimeMilliseconds()));
        writer.WriteStartObject();
        writer.WriteString("id", run.Id.Value);
        writer.WriteString("name", run.Name.Length > 0 ? run.Name : run.Id.Short);
        writer.WriteNumber("start", start);
        writer.WriteStartArray("points");
        foreach (var point in points)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(point.Step);
            writer.WriteNumberValue(point.LoggedAt.ToUnixTimeMilliseconds() - start);
            if (double.IsFinite(point.Value))
                writer.WriteNumberValue(point.Value);
            else
                writer.WriteNullValue();
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
