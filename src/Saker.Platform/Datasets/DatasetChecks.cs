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

    public static DatasetChecks Of(CheckReport report) => new(OutcomeOf(report), JsonSerializer.Serialize(report, Options));

    private static string OutcomeOf(CheckReport report) => report switch
    {
        { Passed: false } => "failed",
        _ when report.Results.Any(result => result.Outcome == CheckOutcome.Warned) => "warned",
        _ => "passed",
    };
}
