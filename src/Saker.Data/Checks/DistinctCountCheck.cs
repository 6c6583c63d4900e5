using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The number of different values of the column lies between two bounds, both included; counted exactly. Missing values are left out.</summary>
public sealed record DistinctCountCheck : StatisticCheck
{
    internal const string Kind = "distinct_count";

    public DistinctCountCheck(string column) => Column = column;

    public override string Name => Kind;

    private protected override string Subject => $"the number of different values of {Column}";

    internal static DistinctCountCheck Create(Settings settings) => Bounded(settings, new DistinctCountCheck(settings.Text("column")), 0);

    private protected override string Aggregate(CheckContext context) => $"count(DISTINCT {context.Columns[0].Value}){context.Filter}";
}
