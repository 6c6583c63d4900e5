using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>Every value of the column is missing; with <see cref="ConditionalCheck.Where"/>, that it is empty where it must be.</summary>
public sealed record IsNullCheck : RowCheck
{
    internal const string Kind = "is_null";

    public IsNullCheck(string column) => Column = column;

    public override string Name => Kind;

    public override string Description => $"{Column} is always missing";

    internal static IsNullCheck Create(Settings settings) => new(settings.Text("column"));

    internal override CheckPlan Plan(CheckContext context) => new RowPlan(
        context.And($"(NOT {context.Columns[0].IsMissing})"),
        $"count(*){context.Filter}",
        context.Columns,
        values => $"{Words.Quote(values[0])} is there, but the value must be missing");
}
