namespace Saker.Data.Checks;

/// <summary>Rows must differ from each other in the given columns; rows in which one of them is missing are left out.</summary>
internal sealed record DistinctPlan(IReadOnlyList<CheckColumn> Columns) : CheckPlan
{
    public string Complete => string.Join(" AND ", Columns.Select(column => $"{column.Value} IS NOT NULL"));

    public override string Aggregate
    {
        get
        {
            var key = Columns.Count == 1 ? Columns[0].Value : $"row({string.Join(", ", Columns.Select(column => column.Value))})";
            return $"count(*) FILTER (WHERE {Complete}) - count(DISTINCT {key}) FILTER (WHERE {Complete})";
        }
    }
}
