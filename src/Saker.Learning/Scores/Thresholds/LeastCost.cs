using System.Globalization;

namespace Saker.Learning.Scores.Thresholds;

/// <summary>The least cost over all rows; what a right answer brings is a cost below 0.</summary>
internal sealed record LeastCost(double FalsePositive, double FalseNegative, double TruePositive, double TrueNegative) : ThresholdGoal
{
    public override bool AllowsNone => true;

    public override double? Value(Confusion confusion) =>
        -((FalsePositive * confusion.FalsePositives) + (FalseNegative * confusion.FalseNegatives) + (TruePositive * confusion.TruePositives) + (TrueNegative * confusion.TrueNegatives));

    public override string ToString()
    {
        var right = TruePositive == 0 && TrueNegative == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", true positive {TruePositive}, true negative {TrueNegative}");
        return string.Create(CultureInfo.InvariantCulture, $"least cost of false positive {FalsePositive}, false negative {FalseNegative}{right}");
    }
}
