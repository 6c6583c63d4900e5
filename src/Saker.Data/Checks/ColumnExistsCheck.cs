using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The column is there. Every column that is declared or named by another check is checked for this anyway, under rule <c>schema</c>.</summary>
public sealed record ColumnExistsCheck : Check
{
    internal const string Kind = "column_exists";

    public ColumnExistsCheck(string column) => Column = column;

    public override string Name => Kind;

    public override string Description => $"there is a column {Column}";

    internal static ColumnExistsCheck Create(Settings settings) => new(settings.Text("column"));

    internal override CheckPlan Plan(CheckContext context) => new KnownPlan([]);
}
