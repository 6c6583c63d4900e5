using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;

namespace Saker.Dashboard.Experiments.Comparing;

/// <summary>A metric of several runs over its steps.</summary>
/// <param name="Key">The metric's key.</param>
/// <param name="Runs">The runs, each with its name.</param>
/// <param name="Points">Of all of them.</param>
public sealed record ComparedCurve(string Key, IReadOnlyList<Run> Runs, IReadOnlyList<RunMetric> Points)
{
    // Names are data: whatever could end an attribute or begin an element is escaped again by the page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>What the page's script draws: a line for each run; where a value is not finite, its line is broken.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            var points = Points.ToLookup(point => point.Run, point => point.Metric);
            writer.WriteStartObject();
            writer.WriteStartArray("series");
            foreach (var run in Runs)
                WriteLine(writer, run.Name, points[run.Id]);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteLine(Utf8JsonWriter writer, string name, IEnumerable<Metric> points)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteStartArray("points");
        foreach (var point in points)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(point.Step);
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
