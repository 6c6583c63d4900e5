using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The sum of the column lies between two bounds, both included. Missing values are left out.</summary>
public sealed record SumCheck : StatisticCheck
{
    internal const string Kind = "sum";

    public SumCheck(string column) => Column = column;

    public override string Name => Kind;

    private protected override string Subject => $"the sum of {Column}";

    internal static SumCheck Create(Settings settings) => Bounded(settings, new SumCheck(settings.Text("column")));

    private protected override string Aggregate(CheckContext context) => $"sum({CheckContext.Number(context.Columns[0], "a sum")}){context.Filter}";
}
