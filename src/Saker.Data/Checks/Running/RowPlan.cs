namespace Saker.Data.Checks.Running;

/// <summary>Every row is right or wrong, seen by itself.</summary>
/// <param name="Violated">Boolean expression that is true for rows that break the check; NULL counts as false.</param>
/// <param name="Considered">Aggregate: of how many rows or values it tells.</param>
/// <param name="Shown">The columns whose values are reported.</param>
/// <param name="Explain">Complaint about these values, which are null when missing.</param>
internal sealed record RowPlan(string Violated, string Considered, IReadOnlyList<CheckColumn> Shown, Func<IReadOnlyList<string?>, string> Explain) : CheckPlan
{
    /// <summary>About the values of one column; rows where it is missing are not considered, <paramref name="violated"/> being NULL or false there.</summary>
    public RowPlan(CheckContext context, string violated, CheckColumn column, Func<string?, string> explain)
        : this(context.And(violated), $"count({column.Counted}){context.Filter}", [column], values => explain(values[0]))
    {
    }

    public override IReadOnlyList<string> Aggregates => [$"count_if({Violated})", Considered];

    public override int? Tallied => 0;
}
