using Saker.Learning.Fairness.Mitigation;
using Saker.Learning.Scores;

namespace Saker.Learning.Pictures;

/// <summary>The price of evenness as a curve: the size of the measure across, accuracy up, a point for each strength.</summary>
public static class FairnessPricePicture
{
    /// <summary>The picture as SVG.</summary>
    public static string Draw(FairnessPrice price)
    {
        var points = price.Points.Select(point => new CurvePoint(Math.Abs(point.Find(price.Measure)?.Value ?? double.NaN), point.Accuracy.Value)).ToList();
        var known = points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).ToList();
        var (low, high) = known.Count == 0 ? (0, 1) : (known.Min(point => point.Y), known.Max(point => point.Y));
        return new Plot(
            "price", $"What evenness of {price.Attribute} costs", price.Summary(),
            new Axis($"size of the {price.Measure.Replace('_', ' ')}", 0, known.Count == 0 ? 1 : known.Max(point => point.X)), new Axis("accuracy", low, high),
            [
                new Series("other strengths", SeriesKind.Line, 0, points),
                new Series("", SeriesKind.Dots, 0, points),
                new Series("without mitigation", SeriesKind.Dots, 2, [.. price.Points.Zip(points).Where(pair => pair.First.Setting is null).Select(pair => pair.Second)]),
                new Series("served", SeriesKind.Dots, 1, [.. price.Points.Zip(points).Where(pair => pair.First.IsTaken).Select(pair => pair.Second)]),
            ]).Draw();
    }
}
