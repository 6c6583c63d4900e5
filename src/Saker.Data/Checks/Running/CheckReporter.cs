namespace Saker.Data.Checks.Running;

/// <summary>Makes the report of what a run found.</summary>
internal sealed class CheckReporter(CheckTarget target, CheckSuite suite, NamedColumns named)
{
    private const string SchemaRule = "schema";

    public CheckReport Report(DateTimeOffset startedAt, long rows, IReadOnlyList<PlannedCheck> types, IReadOnlyList<PlannedCheck?> checks) => new()
    {
        Source = target.Source,
        Suite = suite.Name,
        CheckedAt = startedAt,
        RowCount = rows,
        Schema = target.Schema,
        KeyColumns = [.. named.Key.Select(position => target.Schema[position].Name)],
        Results =
        [
            SchemaResult(),
            .. target.Declared.Keys.Any(target.Schema.Contains) ? [TypeResult(types)] : Array.Empty<CheckResult>(),
            .. suite.Checks.Zip(checks, Result),
        ],
    };

    /// <summary>One violation for every column that is declared or checked and is not there.</summary>
    public static IEnumerable<Violation> MissingColumns(CheckTarget target, NamedColumns named)
    {
        var complaint = $"the column is missing; the columns are {Words.List([.. target.Schema.Select(column => column.Name)])}";
        return named.Missing.Select(name => new Violation { Column = name, Rule = SchemaRule, Complaint = complaint });
    }

    private CheckResult SchemaResult() => new()
    {
        Name = SchemaRule,
        Severity = Severity.Fail,
        Description = "the columns that are declared or checked are there",
        Outcome = named.Missing.Count == 0 ? CheckOutcome.Passed : CheckOutcome.Failed,
        ViolationCount = named.Missing.Count,
        Violations = [.. MissingColumns(target, named)],
        Advice = named.Missing.Count == 0 ? null : "Restore these columns at the source, or change what names them.",
    };

    private CheckResult TypeResult(IReadOnlyList<PlannedCheck> types)
    {
        var count = types.Sum(type => type.ViolationCount);
        return new CheckResult
        {
            Name = PlannedCheck.TypeRule,
            Severity = Severity.Fail,
            Description = "every cell fits the declared type of its column",
            Outcome = count == 0 ? CheckOutcome.Passed : CheckOutcome.Failed,
            ViolationCount = count,
            Violations = [.. types.SelectMany(type => type.Violations).OrderBy(violation => violation.Row).Take(suite.MaxViolationsPerCheck)],
            Advice = count == 0 ? null : "Correct these cells where they come from, or declare another type.",
        };
    }

    private static CheckResult Result(Check check, PlannedCheck? planned)
    {
        var outcome = planned switch
        {
            null => CheckOutcome.Skipped,
            _ when IsHeld(check, planned) => CheckOutcome.Passed,
            _ => check.Severity == Severity.Warn ? CheckOutcome.Warned : CheckOutcome.Failed,
        };
        return new CheckResult
        {
            Name = check.Name,
            Title = check.Title,
            Note = check.Note,
            Column = check.Column,
            Where = (check as ConditionalCheck)?.Where,
            Mostly = check is RowCheck { Mostly: < 1 } row ? row.Mostly : null,
            Severity = check.Severity,
            Description = check.Description,
            Outcome = outcome,
            ViolationCount = planned?.ViolationCount ?? 0,
            ConsideredCount = planned?.ConsideredCount,
            Observed = planned is null ? null : planned.Observed ?? Observed(planned),
            Advice = outcome is CheckOutcome.Warned or CheckOutcome.Failed ? check.Advice : null,
            Violations = planned?.Violations ?? [],
        };
    }

    /// <summary>Whether few enough rows break it; what is no matter of rows must not break at all.</summary>
    private static bool IsHeld(Check check, PlannedCheck planned)
    {
        if (planned.ViolationCount == 0)
            return true;
        if (check is not RowCheck { Mostly: < 1 } rows || planned.ConsideredCount is not { } considered)
            return false;
        // A share that is met to the row must not fail by the last bit of a product.
        return considered - planned.ViolationCount >= (rows.Mostly * considered) - (1e-9 * considered);
    }

    private static string? Observed(PlannedCheck planned) => planned.ConsideredCount switch
    {
        null => null,
        0 => "there is nothing to look at",
        { } considered => FormattableString.Invariant($"{planned.ViolationCount} of {considered} ({Words.Share((double)planned.ViolationCount / considered)})"),
    };
}
