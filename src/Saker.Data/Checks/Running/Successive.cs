namespace Saker.Data.Checks.Running;

/// <summary>Checks that compare each value with the nearest before it, in the order of the data.</summary>
internal static class Successive
{
    /// <param name="context">Of the check; its first column is compared.</param>
    /// <param name="value">SQL of what is compared.</param>
    /// <param name="violated">Condition on that and its predecessor.</param>
    /// <param name="explain">Complaint about the two values as texts.</param>
    public static CheckPlan Plan(CheckContext context, string value, Func<string, string, string> violated, Func<string?, string?, string> explain)
    {
        var column = context.Columns[0];
        var previous = new PreviousValue(FormattableString.Invariant($"p{context.Index}"), context.Condition is null ? value : $"CASE WHEN {context.Condition} THEN {value} END");
        var shown = new PreviousValue(FormattableString.Invariant($"p{context.Index}_text"), context.Condition is null ? Shown(column) : $"CASE WHEN {context.Condition} THEN {Shown(column)} END");
        var considered = $"count({value}){context.Filter}";
        var rows = new RowPlan(context.And($"({violated(value, previous.Name)})"), considered, [column, column with { Text = shown.Name }], values => explain(values[0], values[1]));
        return new LatePlan([considered], measured => measured.Count(0) < 2 ? null : rows) { Considered = considered, Previous = [previous, shown] };
    }

    /// <summary>NULL wherever the value is, so that both predecessors are of one row.</summary>
    private static string Shown(CheckColumn column) => column.Type == ColumnType.Text ? column.Text : $"CASE WHEN {column.Value} IS NOT NULL THEN {column.Text} END";
}
