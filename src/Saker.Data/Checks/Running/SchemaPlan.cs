namespace Saker.Data.Checks.Running;

/// <summary>What is wrong with the columns is known; whether the values of some can be read as other types is not.</summary>
/// <param name="Complaints">What is wrong with the columns.</param>
/// <param name="Coerced">Columns of another type, with the type that their values shall have.</param>
internal sealed record SchemaPlan(IReadOnlyList<(string? Column, string Complaint)> Complaints, IReadOnlyList<CheckColumn> Coerced) : CheckPlan
{
    public override IReadOnlyList<string> Aggregates => [.. Coerced.Select(column => $"count_if({OfTypeCheck.Misfits(column with { Type = ColumnType.Text }, column.Type)})")];

    public IReadOnlyList<(string? Column, string Complaint)> Judge(Measured measured) =>
    [
        .. Complaints,
        .. Coerced.Select((column, i) => (Column: column, Count: measured.Count(i))).Where(misfit => misfit.Count > 0)
            .Select(misfit => ((string?)misfit.Column.Name, $"{Words.Count(misfit.Count, "value")} cannot be read as {misfit.Column.Type.Name()}; a check of_type lists them")),
    ];
}
