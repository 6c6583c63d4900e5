using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Sources;

namespace Saker.Platform.Pipelines;

/// <summary>Leaves values out of what checks found: it is kept where who may not see them may read it. What must hold stays, and so do counts and numbers of rows.</summary>
internal static class PrivacyCover
{
    private const string Hidden = "its value is not shown, as the pipeline protects columns; 'saker check' shows it";

    /// <param name="privacy">Which columns are protected.</param>
    /// <param name="report">What was found.</param>
    /// <param name="suite">What was asked.</param>
    public static CheckReport Of(PrivacySettings privacy, CheckReport report, CheckSuite suite)
    {
        // Those of the suite come last, in its order.
        var implied = report.Results.Count - suite.Checks.Count;
        return report with
        {
            KeyColumns = [],
            Results = [.. report.Results.Select((result, i) => Cover(result, i < implied || MayTell(privacy, suite.Checks[i - implied])))],
        };
    }

    /// <summary>Reads the rows before they are protected; what the reader says of values that it stumbles over is left out.</summary>
    /// <exception cref="SakerException">They cannot be read or checked.</exception>
    public static async Task<T> WhileAsync<T>(PrivacySettings? privacy, DataSource source, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (SakerException e) when (privacy is not null && e is { Kind: ErrorKind.InvalidInput, Problems.Count: 0 })
        {
            // Not even as the cause: logs have causes too.
            throw new SakerException(e.Kind, $"{source.Name} cannot be read, or not be checked. Why is not shown, as it may quote values and the pipeline protects columns; 'saker check' shows it.", "source");
        }
    }

    private static CheckResult Cover(CheckResult result, bool mayTell) => result with
    {
        Observed = mayTell ? result.Observed : null,
        Violations = [.. result.Violations.Select(violation => violation.Row is null && mayTell ? violation : Cover(violation, result.Description))],
    };

    private static Violation Cover(Violation violation, string description) => violation with
    {
        Value = null,
        Key = [],
        Complaint = violation.Row is null ? $"it does not hold that {description}; what was seen is not shown, as the pipeline protects columns, and 'saker check' shows it" : Hidden,
    };

    /// <summary>Whether what a check says of all rows together has no value in it that is protected: it counts only, or reads columns only that are kept.</summary>
    private static bool MayTell(PrivacySettings privacy, Check check) => check switch
    {
        RowCountCheck or RowCountEqualsCheck or ColumnCountCheck or ColumnExistsCheck or SchemaCheck { Coerce: false } or NullShareCheck or CompletenessCheck or DistinctCountCheck or DistinctShareCheck => true,
        _ => check.Columns.Count > 0 && check.Others.Count == 0 && !check.Columns.Any(privacy.Changes),
    };
}
