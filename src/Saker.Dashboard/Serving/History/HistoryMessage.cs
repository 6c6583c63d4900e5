using System.Text.Json;
using Saker.Dashboard.Layout;

namespace Saker.Dashboard.Serving.History;

/// <summary>A history as the script draws it: rates by the second, latencies in milliseconds.</summary>
internal static class HistoryMessage
{
    public static string Write(EndpointHistory history) => JsonTexts.Write(writer =>
    {
        var seconds = history.Piece.TotalSeconds;
        writer.WriteStartObject();
        writer.WriteNumber("piece", seconds);
        Write(writer, "at", history, point => point.At.ToUnixTimeMilliseconds());
        Write(writer, "answered", history, point => (point.RequestCount - point.ErrorCount) / seconds);
        Write(writer, "failed", history, point => point.ErrorCount / seconds);
        Write(writer, "p50", history, point => point.P50);
        Write(writer, "p95", history, point => point.P95);
        Write(writer, "p99", history, point => point.P99);
        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, string name, EndpointHistory history, Func<HistoryPoint, double?> of)
    {
        writer.WriteStartArray(name);
        foreach (var point in history.Points)
        {
            if (of(point) is { } value)
                writer.WriteNumberValue(Math.Round(value, 4));
            else
                writer.WriteNullValue();
        }
        writer.WriteEndArray();
    }
}
