using Saker.Data.Checks.Running;
using Saker.Data.Tallies;

namespace Saker.Data.Checks;

/// <summary>Every number of the column is 0 or more. Missing values are left out.</summary>
public sealed record NotNegativeCheck : RowCheck
{
    internal const string Kind = "not_negative";

    public NotNegativeCheck(string column) => Column = column;

    public override string Name => Kind;

    public override string Description => $"{Column} is 0 or more";

    internal static NotNegativeCheck Create(Settings settings) => new(settings.Text("column"));

    internal override CellTest? Test => new RangeTest(0, null);

    internal override CheckPlan Plan(CheckContext context) =>
        new RowPlan(context, $"{CheckContext.Number(context.Columns[0], "a comparison with 0")} < 0", context.Columns[0], value => $"{value} is not 0 or more");
}
