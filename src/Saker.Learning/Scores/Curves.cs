using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Multiclass;
using Saker.Learning.Scores.Regression;

namespace Saker.Learning.Scores;

/// <summary>Makes the curves of an evaluation.</summary>
internal static class Curves
{
    private const int MaxPoints = 100;
    private const int MaxDots = 500;
    private const int Digits = 6;

    private const int MaxClasses = 3;

    /// <summary>ROC, precision-recall and lift; none when only one class is there.</summary>
    public static IReadOnlyList<Curve> Of(BinaryPredictions rows) => Of(rows.Target, rows.Probability);

    /// <summary>ROC and precision-recall of single classes against all others, as <c>roc:CLASS</c> and <c>pr:CLASS</c>: of those that are told apart least, the least first.</summary>
    public static IReadOnlyList<Curve> Of(MulticlassPredictions rows)
    {
        if (!rows.HasProbabilities)
            return [];
        var curves = new List<(double Area, IReadOnlyList<Curve> Own)>();
        var probabilities = rows.Probabilities("A curve");
        var (target, probability) = (new float[rows.UnitCount], new float[rows.UnitCount]);
        for (var own = 0; own < rows.Classes.Count; own++)
        {
            for (var row = 0; row < target.Length; row++)
                (target[row], probability[row]) = (rows.Target[row] == own ? 1 : 0, (float)probabilities[(row * rows.Classes.Count) + own]);
            if (Of(target, probability) is { Count: > 0 } drawn)
                curves.Add((RankingScores.RocAuc(target, probability), [.. drawn.Where(curve => curve.Name is "roc" or "pr").Select(curve => curve with { Name = $"{curve.Name}:{rows.Classes[own]}" })]));
        }
        return [.. curves.OrderBy(entry => entry.Area).Take(MaxClasses).SelectMany(entry => entry.Own)];
    }

    private static IReadOnlyList<Curve> Of(ReadOnlySpan<float> target, ReadOnlySpan<float> probability)
    {
        var rowCount = target.Length;
        var ranked = RankedCounts.Of(target, probability);
        double positives = ranked[^1].TruePositives, negatives = ranked[^1].FalsePositives;
        if (positives == 0 || negatives == 0)
            return [];
        var points = Thinned(ranked);
        return
        [
            Curve("roc", [new(0, 0), .. points.Select(point => new CurvePoint(point.FalsePositives / negatives, point.TruePositives / positives))]),
            Curve("pr", [.. points.Select(point => new CurvePoint(point.TruePositives / positives, (double)point.TruePositives / (point.TruePositives + point.FalsePositives)))]),
            Curve("lift", [.. points.Select(point => (double)(point.TruePositives + point.FalsePositives) is var reached ? new CurvePoint(reached / rowCount, point.TruePositives / reached / (positives / rowCount)) : default)]),
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
