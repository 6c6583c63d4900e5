using Saker.Data.Engine;

namespace Saker.Data.Checks.Running;

/// <summary>One run of a suite: plan, count in one scan, fetch the rows that violate in a second, report.</summary>
internal sealed class CheckRun(CheckTarget target, SqlConnection connection, CheckSuite suite, CheckOptions options, CheckLookups lookups, CancellationToken cancellationToken)
{
    private readonly List<Problem> _faults = [];

    /// <exception cref="SakerException">The data cannot be read, or some checks cannot be evaluated: all of those are told.</exception>
    public CheckReport Run()
    {
        var startedAt = options.Time.GetUtcNow();
        var named = new NamedColumns(target, suite);
        var types = target.MisfitCount == 0 ? [] : target.Declared.Where(declared => target.Schema.Contains(declared.Key)).Select(declared => PlanType(declared.Key)).ToArray();
        var checks = suite.Checks.Select((check, i) => named.AreThere(check) ? Plan(check, i, startedAt.UtcDateTime) : null).ToArray();
        if (_faults.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"{target.Source} was not checked, as {Words.Count(_faults.Count, "check")} cannot be evaluated:", _faults);
        try
        {
            PlannedCheck[] planned = [.. types, .. checks.OfType<PlannedCheck>()];
            options.Progress?.Report(CheckPhase.Counting);
            var rows = new CountingScan(target, connection, cancellationToken).Run(planned);
            TellThoseOfNoRow(named, planned);
            PlannedCheck[] second = [.. planned.Where(check => check.Second is not null)];
            if (second.Length > 0)
                Fetch(second, named.Key);
            return new CheckReporter(target, suite, named).Report(startedAt, rows, types, checks);
        }
        catch (SakerException e)
        {
            throw target.Explain(e);
        }
    }

    /// <summary>What is wrong with columns and with all rows together is known without the second scan.</summary>
    private void TellThoseOfNoRow(NamedColumns named, IReadOnlyList<PlannedCheck> planned)
    {
        if (options.OnViolation is not { } tell)
            return;
        foreach (var violation in CheckReporter.MissingColumns(target, named).Concat(planned.SelectMany(check => check.Violations)))
            tell(violation);
    }

    private void Fetch(PlannedCheck[] second, IReadOnlyList<int> key)
    {
        options.Progress?.Report(CheckPhase.Fetching);
        var mustSeeAll = options.OnViolation is not null || second.Any(check => check.IsCountedLate && check.Second is not KeyedPlan);
        using var scan = new ViolationScan(target, connection, second, key, cancellationToken);
        foreach (var (check, violation) in scan.Rows())
        {
            check.Keep(violation, suite.MaxViolationsPerCheck);
            options.OnViolation?.Invoke(violation);
            if (!mustSeeAll && second.All(HasEnough))
                break;
        }
        foreach (var (check, violation) in scan.Repeated())
        {
            check.Keep(violation, suite.MaxViolationsPerCheck);
            options.OnViolation?.Invoke(violation);
        }
    }

    private bool HasEnough(PlannedCheck check) => check.Second is KeyedPlan || check.Violations.Count >= Math.Min(check.ViolationCount, suite.MaxViolationsPerCheck);

    private PlannedCheck PlanType(string name)
    {
        var position = target.Schema.IndexOf(name);
        var column = target.Column(position);
        var plan = new RowPlan(
            $"({column.Text} IS NOT NULL AND {column.Value} IS NULL)",
            $"count({column.Text})",
            [column],
            values => $"{Words.Quote(values[0])} does not fit the declared type {column.Type.Name()}");
        return new PlannedCheck(null, name, plan, [position]);
    }

    /// <summary>Null when it cannot be evaluated.</summary>
    private PlannedCheck? Plan(Check check, int index, DateTime now)
    {
        try
        {
            var context = new CheckContext(target, check, index, now, lookups);
            return new PlannedCheck(check, check.Column, check.Plan(context), context.Positions) { Tally = target.Tally(check) };
        }
        catch (CheckFault fault)
        {
            _faults.Add(new Problem(FormattableString.Invariant($"checks[{index}], {check.Name}"), fault.Message));
            return null;
        }
        catch (SakerException e)
        {
            return new PlannedCheck(check, check.Column, KnownPlan.Unfit(check.Column, e.Message), []);
        }
    }
}
