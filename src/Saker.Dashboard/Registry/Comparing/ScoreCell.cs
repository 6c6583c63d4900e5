using Saker.Learning.Scores;

namespace Saker.Dashboard.Registry.Comparing;

/// <summary>A score of one version beside that of the first.</summary>
/// <param name="Value">The score.</param>
/// <param name="Interval">Its interval; unknown where only the score is known.</param>
/// <param name="Difference">How much it is above the first version's; null for the first itself, and where that has none.</param>
/// <param name="IsBetter">Whether the difference is to the good; null where there is none, or it is not known which way is good.</param>
/// <param name="IsClear">Whether the two intervals do not touch.</param>
public sealed record ScoreCell(double Value, Interval Interval, double? Difference, bool? IsBetter, bool IsClear)
{
    public static ScoreCell Of(double value, Interval interval, (double Value, Interval Interval)? first, bool? higherIsBetter)
    {
        if (first is not { } origin)
            return new ScoreCell(value, interval, null, null, false);
        var difference = value - origin.Value;
        var isClear = interval.IsKnown && origin.Interval.IsKnown && (interval.Low > origin.Interval.High || interval.High < origin.Interval.Low);
        return new ScoreCell(value, interval, difference, difference == 0 || !double.IsFinite(difference) || higherIsBetter is null ? null : difference > 0 == higherIsBetter, isClear);
    }
}
