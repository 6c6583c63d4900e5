using System.Globalization;

namespace Saker.Learning.Scores.Thresholds;

/// <summary>As few wrong among the rows called positive as can be, while so large a share of the positives is found.</summary>
internal sealed record RecallFloor(double Min) : ThresholdGoal
{
    public override double? Value(Confusion confusion) => confusion.Recall >= Min ? confusion.Precision : null;

    public override (string Name, double Asked, double Reached)? Floor(Confusion confusion) => ("recall", Min, confusion.Recall);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"recall at least {Min}");
}
