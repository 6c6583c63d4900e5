using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The standard deviation of the column (of a sample, hence over n - 1) lies between two bounds, both included. Missing values are left out.</summary>
public sealed record StdCheck : StatisticCheck
{
    internal const string Kind = "std";

    public StdCheck(string column) => Column = column;

    public override string Name => Kind;

    private protected override string Subject => $"the standard deviation of {Column}";

    internal static StdCheck Create(Settings settings) => Bounded(settings, new StdCheck(settings.Text("column")), 0);

    private protected override string Aggregate(CheckContext context) => $"stddev_samp({CheckContext.Number(context.Columns[0], "a standard deviation")}){context.Filter}";
}
