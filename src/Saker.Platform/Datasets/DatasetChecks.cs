using System.Text.Json;
using System.Text.Json.Serialization;
using Saker.Data.Checks;

namespace Saker.Platform.Datasets;

/// <summary>What the checks said of the rows before they were stored.</summary>
/// <param name="Outcome"><c>passed</c>, <c>warned</c> or <c>failed</c>.</param>
/// <param name="Report">The whole report as JSON.</param>
public sealed record DatasetChecks(string Outcome, string Report)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Where the report holds the suite as a file has it, so that every violation can be found again.</summary>
    private const string Definition = "definition";

    /// <param name="report">What was found.</param>
    /// <param name="suite">What was asked; null where that is not known.</param>
    public static DatasetChecks Of(CheckReport report, CheckSuite? suite = null)
    {
        var json = JsonSerializer.SerializeToNode(report, Options)!.AsObject();
        if (suite is { Checks.Count: > 0 })
            json[Definition] = CheckSuiteText.WriteFile(suite);
        return new DatasetChecks(OutcomeOf(report), json.ToJsonString(Options));
    }

    /// <summary>The suite that a stored report is of, as a suite file; null where it was not kept.</summary>
    public static string? FindSuite(string? report)
    {
        if (report is null)
            return null;
        using var json = JsonDocument.Parse(report);
        return json.RootElement.TryGetProperty(Definition, out var suite) ? suite.GetString() : null;
    }

    private static string OutcomeOf(CheckReport report) => report switch
    {
        { Passed: false } => "failed",
        _ when report.Results.Any(result => result.Outcome == CheckOutcome.Warned) => "warned",
        _ => "passed",
    };
}
