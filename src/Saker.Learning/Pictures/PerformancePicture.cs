using System.Globalization;
using Saker.Learning.Scores;

namespace Saker.Learning.Pictures;

/// <summary>A score over time: as it was measured, with its intervals, as it was estimated, and what it was when the model was evaluated.</summary>
public static class PerformancePicture
{
    // A place of its own keeps short histories from touching the sides.
    private const double Margin = 0.5;

    /// <summary>Draws the picture for use within a page, which has the style of pictures.</summary>
    /// <param name="name">Tells the picture from others on a page: letters and hyphens.</param>
    /// <param name="title">What a person calls the score.</param>
    /// <param name="points">Windows in the order of time.</param>
    /// <param name="evaluation">The score of the evaluation; null where there is none.</param>
    public static string Draw(string name, string title, IReadOnlyList<ScorePoint> points, double? evaluation)
    {
        var values = points.SelectMany(point => new[] { point.Low, point.High, point.Measured, point.Estimated, evaluation }).OfType<double>().Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var last = points.Count - 1;
        return new Plot(
            name,
            $"{title} by window",
            $"{string.Join("; ", points.Select(Describe))}{(evaluation is { } then ? string.Create(CultureInfo.InvariantCulture, $"; {then:0.0000} when the model was evaluated") : "")}.",
            new Axis("window", -Margin, last + Margin),
            new Axis(title, values.Min(), values.Max()),
            [
                .. points.Select((point, i) => new Series("", SeriesKind.Line, 0, [new(i, point.Low ?? double.NaN), new(i, point.High ?? double.NaN)])),
                new Series("measured", SeriesKind.Dots, 0, [.. points.Select((point, i) => new CurvePoint(i, point.Measured ?? double.NaN))]),
                new Series("estimated", SeriesKind.Dashed, 1, [.. points.Select((point, i) => new CurvePoint(i, point.Estimated ?? double.NaN))]),
                .. evaluation is { } level ? new[] { new Series("evaluation", SeriesKind.Line, 2, [new(-Margin, level), new(last + Margin, level)]) } : [],
            ]).Draw().Replace(SvgWriter.StyleOf(PictureStyle.Rules), "", StringComparison.Ordinal);
    }

    private static string Describe(ScorePoint point) => string.Create(
        CultureInfo.InvariantCulture, $"{point.Name}{(point.Measured is { } measured ? $" measured {measured:0.0000}" : "")}{(point.Estimated is { } estimated ? $" estimated {estimated:0.0000}" : "")}");
}
