using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The mean number of characters (Unicode code points) of the texts of a column lies between two bounds, both included. Missing values are left out.</summary>
public sealed record MeanLengthCheck : StatisticCheck
{
    internal const string Kind = "mean_length";

    public MeanLengthCheck(string column) => Column = column;

    public override string Name => Kind;

    private protected override string Subject => $"the mean length of {Column}";

    internal static MeanLengthCheck Create(Settings settings) => Bounded(settings, new MeanLengthCheck(settings.Text("column")), 0);

    private protected override string Aggregate(CheckContext context) => $"avg(length({context.Columns[0].Text})){context.Filter}";
}
