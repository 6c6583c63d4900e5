using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>Shannon's entropy of the column's values, in bits, lies between two bounds, both included: 0 when all are the same, log2(n) when n values are equally often. Missing values are left out.</summary>
public sealed record EntropyCheck : StatisticCheck
{
    internal const string Kind = "entropy";

    public EntropyCheck(string column) => Column = column;

    public override string Name => Kind;

    private protected override string Subject => $"the entropy of {Column}";

    internal static EntropyCheck Create(Settings settings) => Bounded(settings, new EntropyCheck(settings.Text("column")), 0);

    internal override CheckPlan Plan(CheckContext context) =>
        new TablePlan([Aggregate(context), context.Present(context.Columns[0])], measured => Judge(measured.Count(1) == 0 ? null : measured.Number(0)));

    private protected override string Aggregate(CheckContext context) => $"entropy({context.Columns[0].Value}){context.Filter}";
}
