using System.Globalization;
using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments;

/// <summary>A metric's logged values as a line to draw.</summary>
public sealed record MetricCurve(string Key, IReadOnlyList<Metric> Points)
{
    /// <summary>Of the drawing, in its own units.</summary>
    public const int Width = 240;
    public const int Height = 60;
    private const double Margin = 3;

    private IEnumerable<double> Values => Points.Select(point => point.Value).Where(double.IsFinite);

    public double Min => Values.DefaultIfEmpty().Min();

    public double Max => Values.DefaultIfEmpty().Max();

    /// <summary>The points of an SVG polyline: steps from left to right, values that are not finite left out.</summary>
    public string Line()
    {
        var (first, last) = (Points[0].Step, Points[^1].Step);
        return string.Join(' ', Points.Where(point => double.IsFinite(point.Value)).Select(point => string.Create(
            CultureInfo.InvariantCulture,
            $"{Place((double)point.Step - first, (double)last - first) * (Width - 2 * Margin) + Margin:0.#},{Height - Margin - Place(point.Value - Min, Max - Min) * (Height - 2 * Margin):0.#}")));
    }

    private static double Place(double at, double range) => range > 0 ? at / range : 0.5;
}
