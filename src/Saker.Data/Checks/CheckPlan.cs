namespace Saker.Data.Checks;

/// <summary>How a check runs.</summary>
internal abstract record CheckPlan
{
    /// <summary>Aggregate that takes part in the one scan; a number.</summary>
    public abstract string Aggregate { get; }
}

/// <summary>Every row is right or wrong by itself.</summary>
/// <param name="Violated">Boolean expression that is true for rows that break the check; NULL counts as false.</param>
/// <param name="Column">The column whose value is reported.</param>
/// <param name="Explain">Complaint about a value, which is null when missing.</param>
internal sealed record RowPlan(string Violated, CheckColumn Column, Func<string?, string> Explain) : CheckPlan
{
    public override string Aggregate => $"count(*) FILTER (WHERE {Violated})";
}

/// <summary>One number about all rows is right or wrong.</summary>
/// <param name="Number">Aggregate expression.</param>
/// <param name="Judge">Complaint about that number given the number of rows, or null when all is well.</param>
internal sealed record TablePlan(string Number, Func<double, long, string?> Judge) : CheckPlan
{
    public override string Aggregate => Number;
}

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

/// <summary>The check does not go with the type of its column.</summary>
/// <param name="Complaint">Why, and what would be right.</param>
internal sealed record UnfitPlan(string Complaint) : CheckPlan
{
    public override string Aggregate => "1";
}
