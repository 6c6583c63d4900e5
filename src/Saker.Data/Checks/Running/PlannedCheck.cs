namespace Saker.Data.Checks.Running;

/// <summary>A check that can run, and what was found so far.</summary>
/// <param name="check">Null for the rule that cells fit their declared types.</param>
/// <param name="column">The column at fault.</param>
/// <param name="plan">How it runs.</param>
/// <param name="positions">The columns that its SQL needs.</param>
internal sealed class PlannedCheck(Check? check, string? column, CheckPlan plan, IReadOnlyCollection<int> positions)
{
    public const string TypeRule = "type";

    private readonly List<Violation> _violations = [];

    public Check? Check => check;

    public CheckPlan Plan { get; private set; } = plan;

    public IReadOnlyCollection<int> Positions => positions;

    /// <summary>What the second scan must do for it; null when nothing.</summary>
    public CheckPlan? Second { get; private set; }

    /// <summary>Whether only the second scan tells how many rows break it.</summary>
    public bool IsCountedLate { get; private set; }

    public long ViolationCount { get; private set; }

    /// <summary>Of how many rows or values it tells; null when it is about the table.</summary>
    public long? ConsideredCount { get; private set; }

    public string? Observed { get; private set; }

    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>What the first scan must find out for it.</summary>
    public IReadOnlyList<string> Aggregates => Plan is LatePlan late ? [.. late.Aggregates, late.Considered] : Plan.Aggregates;

    /// <summary>What its <see cref="Check.Test"/> counted when the data were opened; null when nothing did.</summary>
    public long? Tally { get; init; }

    /// <summary>The answer to an aggregate of the plan that the tally is; null when it must be asked for.</summary>
    public string? Tallied(int aggregate) => Plan.Tallied == aggregate ? Tally?.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>It turned out that the check cannot be computed on these data.</summary>
    public void Refuse(string complaint) => Plan = KnownPlan.Unfit(column, complaint);

    /// <summary>Takes what the first scan found.</summary>
    public void Judge(Measured measured)
    {
        switch (Plan)
        {
            case RowPlan rows:
                (ViolationCount, ConsideredCount) = (measured.Count(0), measured.Count(1));
                Second = ViolationCount > 0 ? rows : null;
                break;
            case LatePlan late:
                ConsideredCount = measured.Count(late.Aggregates.Count);
                Second = late.Then(measured);
                IsCountedLate = Second is not null;
                break;
            case KeyedPlan keyed:
                ConsideredCount = measured.Count(0);
                Second = keyed.Judge(measured) ? keyed : null;
                IsCountedLate = Second is not null;
                break;
            case TablePlan table:
                var verdict = table.Judge(measured);
                Observed = verdict.Observed;
                AddComplaint(column, verdict.Complaint);
                break;
            case SchemaPlan schema:
                AddAll(schema.Judge(measured));
                break;
            case KnownPlan known:
                AddAll(known.Complaints);
                break;
        }
    }

    /// <summary>Takes a row that breaks it.</summary>
    public Violation Found(long row, IReadOnlyList<CheckColumn> shown, IReadOnlyList<string?> values, string complaint, IReadOnlyList<string?> key)
    {
        var at = Enumerable.Range(0, shown.Count).FirstOrDefault(i => shown[i].Name == column, -1);
        return Make(column, complaint) with { Row = row, Value = at >= 0 ? values[at] : shown.Count == 0 ? null : string.Join(", ", values), Key = key };
    }

    /// <summary>Keeps a violation for the report, and counts it when no scan did.</summary>
    public void Keep(Violation violation, int max)
    {
        if (IsCountedLate)
            ViolationCount++;
        if (_violations.Count < max)
            _violations.Add(violation);
    }

    private void AddAll(IEnumerable<(string? Column, string Complaint)> complaints)
    {
        foreach (var (at, complaint) in complaints)
            AddComplaint(at, complaint);
    }

    private void AddComplaint(string? at, string? complaint)
    {
        if (complaint is null)
            return;
        ViolationCount++;
        _violations.Add(Make(at, complaint));
    }

    private Violation Make(string? at, string complaint) => new()
    {
        Column = at,
        Rule = check?.Name ?? TypeRule,
        Check = check?.Title,
        Severity = check?.Severity ?? Severity.Fail,
        Complaint = complaint,
    };
}
