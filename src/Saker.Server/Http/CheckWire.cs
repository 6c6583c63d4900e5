using Saker.Client;
using Saker.Data.Checks;

namespace Saker.Server.Http;

/// <summary>What checks found, as wire records.</summary>
internal static class CheckWire
{
    public static CheckReportInfo ToInfo(this CheckReport report, IReadOnlyList<Violation> page, long count, long? next) => new()
    {
        Source = report.Source,
        Suite = report.Suite,
        CheckedAt = report.CheckedAt,
        Passed = report.Passed,
        RowCount = report.RowCount,
        KeyColumns = report.KeyColumns.Count > 0 ? report.KeyColumns : null,
        Results = [.. report.Results.Select(ToInfo)],
        Violations = [.. page.Select(ToInfo)],
        ViolationCount = count,
        NextOffset = next,
    };

    private static CheckResultInfo ToInfo(CheckResult result) => new()
    {
        Name = result.Name,
        Title = result.Title,
        Column = result.Column,
        Severity = result.Severity.ToString().ToLowerInvariant(),
        Description = result.Description,
        Outcome = result.Outcome.ToString().ToLowerInvariant(),
        ViolationCount = result.ViolationCount,
        ConsideredCount = result.ConsideredCount,
        Observed = result.Observed,
        Advice = result.Advice,
        Violations = [.. result.Violations.Select(ToInfo)],
    };

    private static ViolationInfo ToInfo(Violation violation) => new()
    {
        Row = violation.Row,
        Column = violation.Column,
        Value = violation.Value,
        Rule = violation.Rule,
        Check = violation.Check,
        Key = violation.Key.Count > 0 ? violation.Key : null,
        Message = violation.Message,
    };
}
