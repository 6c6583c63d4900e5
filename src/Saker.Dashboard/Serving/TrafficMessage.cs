using System.Text.Json;
using Saker.Dashboard.Layout;

namespace Saker.Dashboard.Serving;

/// <summary>The event that keeps numbers and charts live: texts by endpoint, and the last minute of all shown endpoints together.</summary>
internal static class TrafficMessage
{
    public static string Write(IReadOnlyList<EndpointView> endpoints) => JsonTexts.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("stats");
        foreach (var endpoint in endpoints)
        {
            writer.WriteStartObject(endpoint.Name);
            foreach (var (key, text) in TrafficTexts.Of(endpoint.Traffic).UnionBy(TrafficTexts.OfLine(endpoint.Traffic), pair => pair.Key))
                writer.WriteString(key, text);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        WriteChart(writer, endpoints);
        writer.WriteEndObject();
    });

    private static void WriteChart(Utf8JsonWriter writer, IReadOnlyList<EndpointView> endpoints)
    {
        var length = endpoints.Count == 0 ? 0 : endpoints.Min(endpoint => endpoint.Traffic.Series.Count);
        writer.WriteStartObject("chart");
        WriteSeries(writer, "at", length, i => endpoints[0].Traffic.Series[i].At.ToUnixTimeMilliseconds());
        WriteSeries(writer, "requests", length, i => endpoints.Sum(endpoint => endpoint.Traffic.Series[i].RequestCount));
        // Percentiles of different endpoints do not add up: the slowest is the honest one.
        WriteSeries(writer, "p95", length, i => endpoints.Max(endpoint => endpoint.Traffic.Series[i].P95Milliseconds));
        writer.WriteEndObject();
    }

    private static void WriteSeries(Utf8JsonWriter writer, string name, int length, Func<int, double?> at)
    {
        writer.WriteStartArray(name);
        for (var i = 0; i < length; i++)
        {
            if (at(i) is { } value && double.IsFinite(value))
                writer.WriteNumberValue(Math.Round(value, 4));
            else
                writer.WriteNullValue();
        }
        writer.WriteEndArray();
    }
}
