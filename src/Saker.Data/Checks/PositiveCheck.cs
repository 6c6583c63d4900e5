using Saker.Data.Checks.Running;
using Saker.Data.Tallies;

namespace Saker.Data.Checks;

/// <summary>Every number of the column is above 0. Missing values are left out.</summary>
public sealed record PositiveCheck : RowCheck
{
    internal const string Kind = "positive";

    public PositiveCheck(string column) => Column = column;

    public override string Name => Kind;

    public override string Description => $"{Column} is above 0";

    internal static PositiveCheck Create(Settings settings) => new(settings.Text("column"));

    internal override CellTest? Test => new RangeTest(0, null, isMinOutside: true);

    internal override CheckPlan Plan(CheckContext context) =>
        new RowPlan(context, $"{CheckContext.Number(context.Columns[0], "a comparison with 0")} <= 0", context.Columns[0], value => $"{value} is not above 0");
}
