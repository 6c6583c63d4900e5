using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Regression;

namespace Saker.Learning.Scores;

/// <summary>Makes the curves of an evaluation.</summary>
internal static class Curves
{
    private const int MaxPoints = 100;
    private const int MaxDots = 500;
    private const int Digits = 6;

    /// <summary>ROC, precision-recall and lift; none when only one class is there.</summary>
    public static IReadOnlyList<Curve> Of(BinaryPredictions rows)
    {
        var ranked = RankedCounts.Of(rows.Target, rows.Probability);
        double positives = ranked[^1].TruePositives, negatives = ranked[^1].FalsePositives;
        if (positives == 0 || negatives == 0)
            return [];
        var points = Thinned(ranked);
        return
        [
            Curve("roc", [new(0, 0), .. points.Select(point => new CurvePoint(point.FalsePositives / negatives, point.TruePositives / positives))]),
            Curve("pr", [.. points.Select(point => new CurvePoint(point.TruePositives / positives, (double)point.TruePositives / (point.TruePositives + point.FalsePositives)))]),
            Curve("lift", [.. points.Select(point => (double)(point.TruePositives + point.FalsePositives) is var reached ? new CurvePoint(reached / rows.UnitCount, point.TruePositives / reached / (positives / rows.UnitCount)) : default)]),
        ];
    }

    /// <summary>Predictions against residuals, of many rows every so many-th.</summary>
    public static IReadOnlyList<Curve> Of(RegressionPredictions rows)
    {
        var step = Math.Max(1, (rows.UnitCount + MaxDots - 1) / MaxDots);
        var dots = new List<CurvePoint>();
        for (var row = 0; row < rows.UnitCount; row += step)
            dots.Add(new CurvePoint(rows.Prediction[row], rows.Target[row] - rows.Prediction[row]));
        return [new Curve { Name = "residuals", X = [.. dots.Select(dot => dot.X)], Y = [.. dots.Select(dot => dot.Y)] }];
    }

    private static List<RankedCounts> Thinned(List<RankedCounts> points) => points.Count <= MaxPoints
        ? points
        : [.. Enumerable.Range(0, MaxPoints).Select(i => points[(int)((long)i * (points.Count - 1) / (MaxPoints - 1))])];

    private static Curve Curve(string name, IReadOnlyList<CurvePoint> points) =>
        new() { Name = name, X = [.. points.Select(point => Math.Round(point.X, Digits))], Y = [.. points.Select(point => Math.Round(point.Y, Digits))] };
}
