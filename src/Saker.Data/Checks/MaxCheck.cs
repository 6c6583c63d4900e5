using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The largest number of the column lies between two bounds, both included. Missing values are left out.</summary>
public sealed record MaxCheck : StatisticCheck
{
    internal const string Kind = "max";

    public MaxCheck(string column) => Column = column;

    public override string Name => Kind;

    private protected override string Subject => $"the largest {Column}";

    internal static MaxCheck Create(Settings settings) => Bounded(settings, new MaxCheck(settings.Text("column")));

    private protected override string Aggregate(CheckContext context) => $"max({CheckContext.Number(context.Columns[0], "a maximum")}){context.Filter}";
}
