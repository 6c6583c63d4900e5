using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The smallest number of the column lies between two bounds, both included. Missing values are left out.</summary>
public sealed record MinCheck : StatisticCheck
{
    internal const string Kind = "min";

    public MinCheck(string column) => Column = column;

    public override string Name => Kind;

    private protected override string Subject => $"the smallest {Column}";

    internal static MinCheck Create(Settings settings) => Bounded(settings, new MinCheck(settings.Text("column")));

    private protected override string Aggregate(CheckContext context) => $"min({CheckContext.Number(context.Columns[0], "a minimum")}){context.Filter}";
}
