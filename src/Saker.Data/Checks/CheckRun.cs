using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>One run of a suite: plan, count in one scan, fetch the rows that violate in a second, report.</summary>
internal sealed class CheckRun(CheckTarget target, CheckSuite suite, SqlConnection connection, CancellationToken cancellationToken)
{
    private const string SchemaRule = "schema";
    private const string TypeRule = "type";

    public CheckReport Run()
    {
        var types = target.Declared.Where(declared => target.Schema.Contains(declared.Key)).Select(declared => PlanType(declared.Key)).ToArray();
        var checks = suite.Checks.Select(Plan).ToArray();
        try
        {
            PlannedCheck[] planned = [.. types, .. checks.OfType<PlannedCheck>()];
            var rows = Count(planned);
            FetchRows([.. planned.Where(check => check is { Plan: RowPlan, ViolationCount: > 0 })]);
            foreach (var check in planned.Where(check => check is { Plan: DistinctPlan, ViolationCount: > 0 }))
                FetchDuplicates(check, (DistinctPlan)check.Plan);
            return Report(rows, types, checks);
        }
        catch (SakerException e)
        {
            throw target.Explain(e);
        }
    }

    private PlannedCheck PlanType(string name)
    {
        var position = target.Schema.IndexOf(name);
        var column = target.Column(position);
        var violated = $"({column.Text} IS NOT NULL AND {column.Value} IS NULL)";
        return new PlannedCheck(TypeRule, name, new RowPlan(violated, column, text => $"{Words.Quote(text)} does not fit the declared type {column.Type.Name()}"), [position]);
    }

    /// <summary>Null when a column is missing.</summary>
    private PlannedCheck? Plan(Check check)
    {
        var positions = check.Columns.Select(target.Schema.IndexOf).ToArray();
        return positions.Contains(-1) ? null : new PlannedCheck(check.Name, check.Column, check.Plan([.. positions.Select(target.Column)]), positions);
    }

    private long Count(PlannedCheck[] planned)
    {
        var aggregates = planned.Select((check, i) => FormattableString.Invariant($"CAST({check.Plan.Aggregate} AS DOUBLE) AS a{i}")).Prepend("count(*) AS rows");
        var row = connection.QueryAll($"SELECT {string.Join(", ", aggregates)} FROM {Relation(planned, withRow: false)}", cancellationToken);
        var rows = ((Column<long>)row.Columns[0]).Values.Span[0];
        for (var i = 0; i < planned.Length; i++)
            planned[i].Judge(row.Columns[i + 1].ToFloat64()[0], rows);
        return rows;
    }

    /// <summary>One scan for all row checks that are violated; it ends as soon as each has as many rows as are reported.</summary>
    private void FetchRows(PlannedCheck[] violated)
    {
        if (violated.Length == 0)
            return;
        var plans = violated.Select(check => (RowPlan)check.Plan).ToArray();
        var flags = plans.Select((plan, i) => FormattableString.Invariant($"coalesce({plan.Violated}, false) AS flag{i}"));
        var texts = plans.Select((plan, i) => FormattableString.Invariant($"{plan.Column.Text} AS text{i}"));
        using var query = connection.Open(
            $"SELECT r, {string.Join(", ", [.. flags, .. texts])} FROM {Relation(violated, withRow: true)} WHERE {string.Join(" OR ", plans.Select(plan => plan.Violated))}",
            cancellationToken);
        while (violated.Any(IsWanting) && query.Read(1) is { } found)
        {
            var rows = ((Column<long>)found.Columns[0]).Values;
            for (var i = 0; i < violated.Length; i++)
                Take(violated[i], plans[i], rows.Span, (Column<bool>)found.Columns[1 + i], (Column<string>)found.Columns[1 + violated.Length + i]);
        }
    }

    private void Take(PlannedCheck check, RowPlan plan, ReadOnlySpan<long> rows, Column<bool> flags, Column<string> texts)
    {
        for (var i = 0; i < rows.Length && IsWanting(check); i++)
        {
            if (!flags.Values.Span[i])
                continue;
            var value = texts.IsNull(i) ? null : texts.Values.Span[i];
            check.Add(rows[i], value, plan.Explain(value));
        }
    }

    private bool IsWanting(PlannedCheck check) => check.Violations.Count < Math.Min(check.ViolationCount, suite.MaxViolationsPerCheck);

    private void FetchDuplicates(PlannedCheck check, DistinctPlan plan)
    {
        var keys = string.Join(", ", plan.Columns.Select(column => column.Value));
        var text = $"concat_ws(', ', {string.Join(", ", plan.Columns.Select(column => column.Text))})";
        var relation = Relation([check], withRow: true);
        var found = connection.QueryAll(
            $"SELECT r, first, text FROM (SELECT r, min(r) OVER (PARTITION BY {keys}) AS first, {text} AS text FROM {relation} WHERE {plan.Complete}) "
            + FormattableString.Invariant($"WHERE r > first ORDER BY r LIMIT {suite.MaxViolationsPerCheck}"),
            cancellationToken);
        for (var i = 0; i < found.RowCount; i++)
        {
            var (value, first) = ((string)found.Columns[2].GetValue(i)!, (long)found.Columns[1].GetValue(i)!);
            var together = plan.Columns.Count == 1 ? "" : " together";
            check.Add((long)found.Columns[0].GetValue(i)!, value, FormattableString.Invariant($"{Words.Quote(value)} occurs{together} already in row {first}"));
        }
    }

    private string Relation(IEnumerable<PlannedCheck> checks, bool withRow) => target.Relation(checks.SelectMany(check => check.Positions).Distinct().Order(), withRow);

    private CheckReport Report(long rows, PlannedCheck[] types, PlannedCheck?[] checks) => new()
    {
        Source = target.Source,
        RowCount = rows,
        Schema = target.Schema,
        Results =
        [
            SchemaResult(),
            .. types.Length == 0 ? Array.Empty<CheckResult>() : [TypeResult(types)],
            .. suite.Checks.Zip(checks, Result),
        ],
    };

    private CheckResult SchemaResult()
    {
        string[] named = [.. target.Declared.Keys.Concat(suite.Checks.SelectMany(check => check.Columns)).Distinct(StringComparer.Ordinal)];
        var missing = named.Where(name => !target.Schema.Contains(name)).ToArray();
        var complaint = $"the column is missing; the columns are {Words.List([.. target.Schema.Select(column => column.Name)])}";
        return new CheckResult
        {
            Name = SchemaRule,
            Severity = Severity.Fail,
            Description = "the columns that are declared or checked are there",
            Outcome = missing.Length == 0 ? CheckOutcome.Passed : CheckOutcome.Failed,
            ViolationCount = missing.Length,
            Violations = [.. missing.Select(name => new Violation { Column = name, Rule = SchemaRule, Complaint = complaint })],
        };
    }

    private CheckResult TypeResult(PlannedCheck[] types)
    {
        var count = types.Sum(type => type.ViolationCount);
        return new CheckResult
        {
            Name = TypeRule,
            Severity = Severity.Fail,
            Description = "every cell fits the declared type of its column",
            Outcome = count == 0 ? CheckOutcome.Passed : CheckOutcome.Failed,
            ViolationCount = count,
            Violations = [.. types.SelectMany(type => type.Violations).OrderBy(violation => violation.Row).Take(suite.MaxViolationsPerCheck)],
        };
    }

    private static CheckResult Result(Check check, PlannedCheck? planned) => new()
    {
        Name = check.Name,
        Column = check.Column,
        Severity = check.Severity,
        Description = check.Description,
        Outcome = planned switch
        {
            null => CheckOutcome.Skipped,
            { ViolationCount: 0 } => CheckOutcome.Passed,
            _ => check.Severity == Severity.Warn ? CheckOutcome.Warned : CheckOutcome.Failed,
        },
        ViolationCount = planned?.ViolationCount ?? 0,
        Violations = planned?.Violations ?? [],
    };
}
