using System.Globalization;

namespace Saker.Learning.Scores.Thresholds;

/// <summary>As many positives found as can be, while so large a share of the rows called positive are.</summary>
internal sealed record PrecisionFloor(double Min) : ThresholdGoal
{
    public override double? Value(Confusion confusion) => confusion.Precision >= Min ? confusion.Recall : null;

    public override string Impossible(IReadOnlyList<Confusion> reachable)
    {
        var best = reachable.MaxBy(confusion => confusion.Precision)!;
        return string.Create(CultureInfo.InvariantCulture, $"no threshold reaches a precision of {Min}; the best is {best.Precision:0.####}, with a recall of {best.Recall:0.####}. Ask for less, or train a better model.");
    }

    public override (string Name, double Asked, double Reached)? Floor(Confusion confusion) => ("precision", Min, confusion.Precision);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"precision at least {Min}");
}
