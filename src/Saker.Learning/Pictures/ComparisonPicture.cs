using System.Globalization;
using Saker.Learning.Scores;

namespace Saker.Learning.Pictures;

/// <summary>
/// A candidate compared with a control, as it was known over time: the effect within its confidence sequence, beside what is tolerated; and the
/// evidence of harm, an e-value, beside the threshold from which on it is acted upon.
/// </summary>
public static class ComparisonPicture
{
    private const string Requests = "requests of the candidate";

    // Evidence that there is no harm can grow without end; how strong it is beyond that tells nobody anything, and would press the rest together.
    private const double LeastEvidence = -2;

    /// <summary>Draws the effect for use within a page, which has the style of pictures.</summary>
    /// <param name="name">Tells the picture from others on a page: letters and hyphens.</param>
    /// <param name="title">What is compared.</param>
    /// <param name="effect">What the effect is, such as the difference of two shares.</param>
    /// <param name="points">In the order of time.</param>
    /// <param name="none">The effect where both are the same: 0 for a difference, 1 for a ratio.</param>
    /// <param name="bounds">The effects up to which harm is tolerated: one, or one at each side.</param>
    public static string DrawEffect(string name, string title, string effect, IReadOnlyList<ComparedPoint> points, double none, IReadOnlyList<double> bounds)
    {
        var last = LastCount(points);
        // The first looks know so little that they would press the rest together: what they reach beyond the picture is cut off.
        var known = points.Skip(points.Count / 3).SelectMany(point => new[] { point.Effect, point.Low, point.High }).OfType<double>().Where(double.IsFinite);
        var values = known.Concat(bounds).Append(none).Where(double.IsFinite).ToList();
        var band = points.Where(point => point is { Low: { } low, High: { } high } && !double.IsNaN(low) && !double.IsNaN(high)).ToList();
        var (least, most) = (values.Min(), values.Max());
        // What has no end lies at the end of the picture.
        double Within(double value) => Math.Clamp(value, least, most);
        return Draw(new Plot(
            name,
            title,
            DescribeEffect(points, bounds),
            new Axis(Requests, 0, last),
            new Axis(effect, least, most),
            [
                new Series("", SeriesKind.Area, 0, [.. band.Select(point => new CurvePoint(point.Count, Within(point.High!.Value))), .. band.AsEnumerable().Reverse().Select(point => new CurvePoint(point.Count, Within(point.Low!.Value)))]),
                new Series("no difference", SeriesKind.Line, 2, [new(0, none), new(last, none)]),
                new Series("effect", SeriesKind.Line, 0, [.. points.Select(point => new CurvePoint(point.Count, point.Effect is { } value ? Within(value) : double.NaN))]),
                Last([.. points.Where(point => point.Effect is { } value && double.IsFinite(value)).Select(point => new CurvePoint(point.Count, Within(point.Effect!.Value)))]),
                .. bounds.Select((bound, i) => new Series(i == 0 ? "tolerated until" : "", SeriesKind.Dashed, 1, [new(0, bound), new(last, bound)])),
            ]));
    }

    /// <summary>Draws the evidence of harm for use within a page.</summary>
    /// <param name="name">Tells the picture from others on a page: letters and hyphens.</param>
    /// <param name="title">What is compared.</param>
    /// <param name="points">In the order of time.</param>
    /// <param name="threshold">The e-value from which on it is acted upon.</param>
    public static string DrawEvidence(string name, string title, IReadOnlyList<ComparedPoint> points, double threshold)
    {
        var last = LastCount(points);
        var limit = Math.Log10(threshold);
        List<CurvePoint> drawn = [.. points.Select(point => new CurvePoint(point.Count, Math.Max(point.LogEvidence / Math.Log(10), LeastEvidence)))];
        var values = drawn.Select(point => point.Y).Where(double.IsFinite).Append(limit).Append(0).ToList();
        return Draw(new Plot(
            name,
            title,
            string.Create(CultureInfo.InvariantCulture, $"{(points.Count == 0 ? "Nothing is known yet" : $"The e-value is {EValue(points[^1].LogEvidence)} after {points[^1].Count:N0} requests of the candidate")}; from {threshold:N0} on it is acted upon."),
            new Axis(Requests, 0, last),
            new Axis("evidence of harm (e-value)", values.Min(), values.Max(), tick => Math.Pow(10, tick).ToString("#,0.##", CultureInfo.InvariantCulture), leastStep: 1),
            [
                new Series("evidence", SeriesKind.Line, 0, drawn),
                Last(drawn),
                new Series("acted upon from", SeriesKind.Dashed, 1, [new(0, limit), new(last, limit)]),
            ]));
    }

    // Where there is a single point there is no line.
    private static Series Last(List<CurvePoint> points) => new("", SeriesKind.Dots, 0, points.Count == 0 ? [] : [points[^1]]);

    private static double LastCount(IReadOnlyList<ComparedPoint> points) => points.Count == 0 ? 1 : Math.Max(1, points[^1].Count);

    private static string DescribeEffect(IReadOnlyList<ComparedPoint> points, IReadOnlyList<double> bounds)
    {
        var tolerated = bounds.Count == 0 ? "" : $"; tolerated until {string.Join(" and ", bounds.Select(bound => bound.ToString("G4", CultureInfo.InvariantCulture)))}";
        return points.Count > 0 && points[^1] is { Effect: { } effect } point
            ? string.Create(CultureInfo.InvariantCulture, $"The effect is {effect:G4}{(point is { Low: { } low, High: { } high } ? $", between {low:G4} and {high:G4}," : "")} after {point.Count:N0} requests of the candidate{tolerated}.")
            : $"Nothing is known yet{tolerated}.";
    }

    private static string EValue(double logEvidence) => Math.Exp(logEvidence).ToString("G3", CultureInfo.InvariantCulture);

    private static string Draw(Plot plot) => plot.Draw().Replace(SvgWriter.StyleOf(PictureStyle.Rules), "", StringComparison.Ordinal);
}
