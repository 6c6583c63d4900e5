using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The number of different values of the column over the number of its values lies between two bounds, both included; counted exactly. Missing values are left out.</summary>
public sealed record DistinctShareCheck : StatisticCheck
{
    internal const string Kind = "distinct_share";

    public DistinctShareCheck(string column) => Column = column;

    public override string Name => Kind;

    private protected override string Subject => $"the share of different values of {Column}";

    internal static DistinctShareCheck Create(Settings settings) => Bounded(settings, new DistinctShareCheck(settings.Text("column")), 0, 1);

    internal override CheckPlan Plan(CheckContext context) =>
        new TablePlan([Aggregate(context), context.Present(context.Columns[0])], measured => Judge(measured.Count(1) == 0 ? null : (double)measured.Count(0) / measured.Count(1)));

    private protected override string Aggregate(CheckContext context) => $"count(DISTINCT {context.Columns[0].Value}){context.Filter}";
}
