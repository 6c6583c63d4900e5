using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The mean of the column lies between two bounds, both included. Missing values are left out.</summary>
public sealed record MeanCheck : StatisticCheck
{
    internal const string Kind = "mean";

    public MeanCheck(string column) => Column = column;

    public override string Name => Kind;

    private protected override string Subject => $"the mean of {Column}";

    internal static MeanCheck Create(Settings settings) => Bounded(settings, new MeanCheck(settings.Text("column")));

    private protected override string Aggregate(CheckContext context) => $"avg({CheckContext.Number(context.Columns[0], "a mean")}){context.Filter}";
}
