using System.Text.Json;

namespace Saker.Dashboard.Datasets;

/// <summary>Reads the report of checks that is stored with a version.</summary>
internal static class CheckLines
{
    public static IReadOnlyList<CheckLine> Read(string? report)
    {
        if (report is null)
            return [];
        using var json = JsonDocument.Parse(report);
        return json.RootElement.TryGetProperty("results", out var results) && results.ValueKind == JsonValueKind.Array
            ? [.. results.EnumerateArray().Select(result => new CheckLine(Text(result, "description"), Text(result, "outcome"), result.TryGetProperty("violationCount", out var count) && count.TryGetInt64(out var number) ? number : 0))]
            : [];
    }

    private static string Text(JsonElement result, string name) => result.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
