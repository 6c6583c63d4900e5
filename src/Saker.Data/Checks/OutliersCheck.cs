using Saker.Data.Checks.Running;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>No number of the column lies far from the others; <see cref="RowCheck.Mostly"/> allows a share. Missing values are left out.</summary>
/// <remarks>The first scan finds the middle and the spread, the second the rows beyond.</remarks>
public sealed record OutliersCheck : RowCheck
{
    internal const string Kind = "outliers";

    private const double NormalMad = 1.4826;

    public OutliersCheck(string column) => Column = column;

    public OutlierMethod Method { get; init; } = OutlierMethod.ZScore;

    /// <summary>How far is too far, above 0; null takes 3 standard deviations, 1.5 interquartile ranges or 3.5 deviations from the median.</summary>
    public double? Threshold { get; init; }

    public override string Name => Kind;

    public override string Description => FormattableString.Invariant($"{Column} is within {Limit} {Unit}");

    private double Limit => Threshold ?? Method switch { OutlierMethod.Iqr => 1.5, OutlierMethod.Mad => 3.5, _ => 3 };

    private string Unit => Method switch
    {
        OutlierMethod.Iqr => "interquartile ranges of its quartiles",
        OutlierMethod.Mad => "median deviations of its median",
        _ => "standard deviations of its mean",
    };

    internal static OutliersCheck Create(Settings settings) => new(settings.Text("column"))
    {
        Method = settings.Choice("method", "z_score", "z_score", "iqr", "mad") switch { "iqr" => OutlierMethod.Iqr, "mad" => OutlierMethod.Mad, _ => OutlierMethod.ZScore },
        Threshold = settings.OptionalNumber("threshold", double.Epsilon),
    };

    internal override CheckPlan Plan(CheckContext context)
    {
        var column = context.Columns[0];
        var number = CheckContext.Number(column, "a distance from the middle");
        var considered = $"count({number}){context.Filter}";
        string[] spread = Method switch
        {
            OutlierMethod.Iqr => [$"quantile_cont({number}, 0.25){context.Filter}", $"quantile_cont({number}, 0.75){context.Filter}"],
            OutlierMethod.Mad => [$"median({number}){context.Filter}", $"mad({number}){context.Filter}"],
            _ => [$"avg({number}){context.Filter}", $"stddev_pop({number}){context.Filter}"],
        };
        return new LatePlan([.. spread, $"min({number}){context.Filter}", $"max({number}){context.Filter}"], Then) { Considered = considered };

        RowPlan? Then(Measured measured)
        {
            if (measured.Number(0) is not { } first || measured.Number(1) is not { } second)
                return null;
            var (low, high) = Method switch
            {
                OutlierMethod.Iqr => (first - (Limit * (second - first)), second + (Limit * (second - first))),
                OutlierMethod.Mad => (first - (Limit * NormalMad * second), first + (Limit * NormalMad * second)),
                _ => (first - (Limit * second), first + (Limit * second)),
            };
            if (measured.Number(2) >= low && measured.Number(3) <= high)
                return null;
            return new RowPlan(
                context.And(Bounds.Outside($"CAST({number} AS DOUBLE)", low, high)),
                considered,
                [column],
                values => $"{values[0]} is far from the others, which lie between {Words.Number(low)} and {Words.Number(high)}");
        }
    }
}
