namespace Saker.Data.Checks;

/// <summary>Every row is right or wrong by itself.</summary>
/// <param name="Violated">Boolean expression that is true for rows that break the check; NULL counts as false.</param>
/// <param name="Column">The column whose value is reported.</param>
/// <param name="Explain">Complaint about a value, which is null when missing.</param>
internal sealed record RowPlan(string Violated, CheckColumn Column, Func<string?, string> Explain) : CheckPlan
{
    public override string Aggregate => $"count(*) FILTER (WHERE {Violated})";
}
