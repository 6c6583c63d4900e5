using Saker.Data.Checks.Running;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>A quantile of the column lies between two bounds, both included. It is exact, interpolated between the two nearest values (Hyndman and Fan's type 7). Missing values are left out.</summary>
public sealed record QuantileCheck : StatisticCheck
{
    internal const string Kind = "quantile";

    /// <param name="column">A column of numbers.</param>
    /// <param name="quantile">From 0 to 1.</param>
    public QuantileCheck(string column, double quantile)
    {
        Column = column;
        Quantile = quantile;
    }

    public double Quantile { get; }

    public override string Name => Kind;

    private protected override string Subject => $"the quantile {Words.Number(Quantile)} of {Column}";

    internal static QuantileCheck Create(Settings settings)
    {
        var quantile = settings.OptionalNumber("quantile", 0, 1);
        if (!settings.Has("quantile"))
            settings.Report("quantile", "say which quantile, from 0 to 1; 0.95 is what 95% of the values are at most.");
        return Bounded(settings, new QuantileCheck(settings.Text("column"), quantile ?? 0.5));
    }

    private protected override string Aggregate(CheckContext context) =>
        $"quantile_cont({CheckContext.Number(context.Columns[0], "a quantile")}, {Quantile.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}){context.Filter}";
}
