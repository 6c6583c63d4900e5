namespace Saker.Data.Checks.Running;

/// <summary>Rows are right or wrong by what only the first scan tells, or compared with their predecessors; the second scan counts them.</summary>
/// <param name="Aggregates">What the first scan must find out.</param>
/// <param name="Then">The plan for the rows; null when none of them can be wrong.</param>
internal sealed record LatePlan(IReadOnlyList<string> Aggregates, Func<Measured, RowPlan?> Then) : CheckPlan
{
    public override IReadOnlyList<string> Aggregates { get; } = Aggregates;

    /// <summary>Of how many rows or values it tells.</summary>
    public required string Considered { get; init; }

    /// <summary>Columns of the predecessor that the rows are compared with.</summary>
    public IReadOnlyList<PreviousValue> Previous { get; init; } = [];
}
