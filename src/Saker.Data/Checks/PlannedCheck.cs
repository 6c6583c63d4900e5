namespace Saker.Data.Checks;

/// <summary>A check that can run, and what was found so far.</summary>
internal sealed class PlannedCheck(string rule, string? column, CheckPlan plan, IReadOnlyList<int> positions)
{
    private readonly List<Violation> _violations = [];

    public CheckPlan Plan => plan;

    /// <summary>The columns that it reads.</summary>
    public IReadOnlyList<int> Positions => positions;

    public long ViolationCount { get; private set; }

    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>Takes the number that the first scan gave.</summary>
    public void Judge(double number, long rows)
    {
        var complaint = plan switch
        {
            UnfitPlan unfit => unfit.Complaint,
            TablePlan table => table.Judge(number, rows),
            _ => null,
        };
        if (complaint is not null)
            Add(null, null, complaint);
        ViolationCount = plan is RowPlan or DistinctPlan ? (long)number : _violations.Count;
    }

    public void Add(long? row, string? value, string complaint) =>
        _violations.Add(new Violation { Row = row, Column = column, Value = value, Rule = rule, Complaint = complaint });
}
