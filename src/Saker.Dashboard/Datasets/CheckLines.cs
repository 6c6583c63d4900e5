using System.Text.Json;
using Saker.Data.Checks;

namespace Saker.Dashboard.Datasets;

/// <summary>Checks as pages show them: of the report that is stored with a version, or of one that was just made.</summary>
internal static class CheckLines
{
    /// <param name="report">As it is stored; null for none.</param>
    /// <param name="address">Where all violations of the check of a number in its suite are shown; null where the suite was not kept.</param>
    /// <param name="suiteCount">How many checks the suite has; those before them in the report are made of every source.</param>
    public static IReadOnlyList<CheckLine> Read(string? report, Func<int, string>? address = null, int suiteCount = 0)
    {
        if (report is null)
            return [];
        using var json = JsonDocument.Parse(report);
        if (!json.RootElement.TryGetProperty("results", out var results) || results.ValueKind != JsonValueKind.Array)
            return [];
        var implicitCount = results.GetArrayLength() - suiteCount;
        return [.. results.EnumerateArray().Select((result, at) => Read(result) with { All = address is not null && at >= implicitCount ? address(at - implicitCount) : null })];
    }

    public static IReadOnlyList<CheckLine> Of(CheckReport report) => [.. report.Results.Select(result => new CheckLine(result.Description, result.Outcome.ToString().ToLowerInvariant(), result.ViolationCount)
    {
        Title = result.Title,
        Observed = result.Observed,
        Advice = result.Outcome == CheckOutcome.Passed ? null : result.Advice,
    })];

    /// <summary>The key columns of a stored report.</summary>
    public static IReadOnlyList<string> Keys(string? report)
    {
        if (report is null)
            return [];
        using var json = JsonDocument.Parse(report);
        return json.RootElement.TryGetProperty("keyColumns", out var keys) && keys.ValueKind == JsonValueKind.Array ? [.. keys.EnumerateArray().Select(key => key.GetString() ?? "")] : [];
    }

    private static CheckLine Read(JsonElement result) => new(Text(result, "description") ?? "", Text(result, "outcome") ?? "", result.TryGetProperty("violationCount", out var count) && count.TryGetInt64(out var number) ? number : 0)
    {
        Title = Text(result, "title"),
        Observed = Text(result, "observed"),
        Advice = Text(result, "outcome") == "passed" ? null : Text(result, "advice"),
        Violations = result.TryGetProperty("violations", out var violations) && violations.ValueKind == JsonValueKind.Array ? [.. violations.EnumerateArray().Select(Violation)] : [],
    };

    private static ViolationLine Violation(JsonElement violation) => new(
        violation.TryGetProperty("row", out var row) && row.ValueKind == JsonValueKind.Number ? row.GetInt64() : null,
        Text(violation, "column"),
        Text(violation, "value"),
        violation.TryGetProperty("key", out var key) && key.ValueKind == JsonValueKind.Array ? [.. key.EnumerateArray().Select(part => part.ValueKind == JsonValueKind.String ? part.GetString() : null)] : [],
        Text(violation, "complaint") ?? "");

    private static string? Text(JsonElement result, string name) => result.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
