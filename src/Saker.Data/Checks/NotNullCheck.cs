using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>No value of the column is missing.</summary>
public sealed record NotNullCheck : RowCheck
{
    internal const string Kind = "not_null";

    public NotNullCheck(string column) => Column = column;

    public override string Name => Kind;

    public override string Description => $"{Column} is never missing";

    internal static NotNullCheck Create(Settings settings) => new(settings.Text("column"));

    internal override CheckPlan Plan(CheckContext context) => new RowPlan(
        context.And(context.Columns[0].IsMissing),
        $"count(*){context.Filter}",
        context.Columns,
        _ => "the value is missing");
}
