namespace Saker.Data.Checks;

/// <summary>No value of the column is missing.</summary>
public sealed record NotNullCheck : Check
{
    internal const string Kind = "not_null";

    public NotNullCheck(string column) => Column = column;

    public override string Name => Kind;

    public override string Description => $"{Column} is never missing";

    internal static NotNullCheck Create(Settings settings) => new(settings.Text("column"));

    internal override CheckPlan Plan(IReadOnlyList<CheckColumn> columns) =>
        new RowPlan($"{columns[0].Text} IS NULL", columns[0], _ => "the value is missing");
}
