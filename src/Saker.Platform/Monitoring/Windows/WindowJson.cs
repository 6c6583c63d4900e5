using System.Text;
using System.Text.Json;
using Saker.Data;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>Facts and bins as they are stored. What is 0 or empty is left out; latencies are pairs of a bucket and its requests.</summary>
internal static class WindowJson
{
    public static string WriteFacts(WindowFacts facts) => Write(writer =>
    {
        writer.WriteNumber("requests", facts.RequestCount);
        WriteCount(writer, "rows", facts.RowCount);
        WriteCount(writer, "profiled", facts.ProfiledRowCount);
        WriteCount(writer, "refused", facts.RefusedCount);
        WriteCount(writer, "cached", facts.CacheHitCount);
        WriteCount(writer, "warned", facts.WarnedCount);
        WriteCount(writer, "warnings", facts.WarningCount);
        WriteCount(writer, "mended", facts.MendedCount);
        WriteCount(writer, "dropped", facts.DroppedCount);
        WriteCounts(writer, "errors", facts.Errors);
        WriteCounts(writer, "steps", facts.Steps);
        WriteLatencies(writer, "total", facts.Total);
        WriteLatencies(writer, "queue", facts.Queue);
        WriteLatencies(writer, "compute", facts.Compute);
    });

    public static WindowFacts ReadFacts(string json)
    {
        using var document = Parse(json);
        var root = document.RootElement;
        return new WindowFacts
        {
            RequestCount = ReadCount(root, "requests"),
            RowCount = ReadCount(root, "rows"),
            ProfiledRowCount = ReadCount(root, "profiled"),
            RefusedCount = ReadCount(root, "refused"),
            CacheHitCount = ReadCount(root, "cached"),
            WarnedCount = ReadCount(root, "warned"),
            WarningCount = ReadCount(root, "warnings"),
            MendedCount = ReadCount(root, "mended"),
            DroppedCount = ReadCount(root, "dropped"),
            Errors = ReadCounts(root, "errors"),
            Steps = ReadCounts(root, "steps"),
            Total = ReadLatencies(root, "total"),
            Queue = ReadLatencies(root, "queue"),
            Compute = ReadLatencies(root, "compute"),
        };
    }

    /// <summary>Null for none.</summary>
    public static string? WriteBins(IReadOnlyDictionary<string, BinnedColumn> bins) => bins.Count == 0 ? null : Write(writer =>
    {
        foreach (var (column, binned) in bins)
        {
            writer.WriteStartArray(column);
            writer.WriteStartArray();
            foreach (var count in binned.Reference)
                writer.WriteNumberValue(count);
            writer.WriteEndArray();
            writer.WriteStartArray();
            foreach (var count in binned.Counts)
                writer.WriteNumberValue(count);
            writer.WriteEndArray();
            writer.WriteEndArray();
        }
    });

    public static IReadOnlyDictionary<string, BinnedColumn> ReadBins(string? json)
    {
        if (json is null)
            return new Dictionary<string, BinnedColumn>();
        using var document = Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(
            column => column.Name,
            column => new BinnedColumn([.. column.Value[0].EnumerateArray().Select(count => count.GetDouble())], [.. column.Value[1].EnumerateArray().Select(count => count.GetInt64())]),
            StringComparer.Ordinal);
    }

    private static string Write(Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void WriteCount(Utf8JsonWriter writer, string name, long count)
    {
        if (count != 0)
            writer.WriteNumber(name, count);
    }

    private static void WriteCounts(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, long> counts)
    {
        if (counts.Count == 0)
            return;
        writer.WriteStartObject(name);
        foreach (var (key, count) in counts)
            writer.WriteNumber(key, count);
        writer.WriteEndObject();
    }

    private static void WriteLatencies(Utf8JsonWriter writer, string name, LatencyCounts latencies)
    {
        if (latencies.Count == 0)
            return;
        writer.WriteStartArray(name);
        for (var i = 0; i < latencies.Counts.Length; i++)
        {
            if (latencies.Counts[i] == 0)
                continue;
            writer.WriteNumberValue(i);
            writer.WriteNumberValue(latencies.Counts[i]);
        }
        writer.WriteEndArray();
    }

    private static long ReadCount(JsonElement root, string name) => root.TryGetProperty(name, out var count) ? count.GetInt64() : 0;

    private static SortedDictionary<string, long> ReadCounts(JsonElement root, string name)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        if (root.TryGetProperty(name, out var found))
            foreach (var member in found.EnumerateObject())
                counts.Add(member.Name, member.Value.GetInt64());
        return counts;
    }

    private static LatencyCounts ReadLatencies(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var found))
            return LatencyCounts.None;
        var counts = new long[(int)found[found.GetArrayLength() - 2].GetInt64() + 1];
        for (var i = 0; i < found.GetArrayLength(); i += 2)
            counts[found[i].GetInt32()] = found[i + 1].GetInt64();
        return new LatencyCounts(counts);
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw new SakerException(ErrorKind.DataLoss, "A stored window is damaged.", "windows", e);
        }
    }
}
