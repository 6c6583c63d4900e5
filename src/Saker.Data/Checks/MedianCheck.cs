using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The median of the column, which is the mean of the two middle ones of an even number of values, lies between two bounds, both included. Missing values are left out.</summary>
public sealed record MedianCheck : StatisticCheck
{
    internal const string Kind = "median";

    public MedianCheck(string column) => Column = column;

    public override string Name => Kind;

    private protected override string Subject => $"the median of {Column}";

    internal static MedianCheck Create(Settings settings) => Bounded(settings, new MedianCheck(settings.Text("column")));

    private protected override string Aggregate(CheckContext context) => $"median({CheckContext.Number(context.Columns[0], "a median")}){context.Filter}";
}
