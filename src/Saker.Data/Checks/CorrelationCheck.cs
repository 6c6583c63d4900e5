using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>Pearson's correlation of two columns lies between two bounds, both included. Rows where one is missing are left out; where a column does not vary there is none, and the check holds.</summary>
public sealed record CorrelationCheck : StatisticCheck
{
    internal const string Kind = "correlation";

    public CorrelationCheck(string column, string other)
    {
        Column = column;
        Other = other;
    }

    public string Other { get; }

    public override string Name => Kind;

    public override IReadOnlyList<string> Columns => [Column!, Other];

    private protected override string Subject => $"the correlation of {Column} and {Other}";

    internal static CorrelationCheck Create(Settings settings) => Bounded(settings, new CorrelationCheck(settings.Text("column"), settings.Text("other")), -1, 1);

    internal override CheckPlan Plan(CheckContext context) =>
        new TablePlan([Aggregate(context)], measured => Judge(measured.Number(0) is { } number && !double.IsNaN(number) ? Math.Clamp(number, -1, 1) : null));

    private protected override string Aggregate(CheckContext context) =>
        $"corr({string.Join(", ", context.Columns.Select(column => $"CAST({CheckContext.Number(column, "a correlation")} AS DOUBLE)"))}){context.Filter}";
}
