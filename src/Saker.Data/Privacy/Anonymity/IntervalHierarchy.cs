using System.Globalization;

namespace Saker.Data.Privacy.Anonymity;

/// <summary>Numbers as half-open intervals, such as <c>[20, 30)</c>, that grow from level to level.</summary>
internal sealed class IntervalHierarchy : Hierarchy
{
    private readonly double[] _widths;

    /// <param name="widths">Above 0; each a multiple of the one before, so that intervals lie within intervals.</param>
    public IntervalHierarchy(IReadOnlyList<double> widths)
        : base(widths.Count) => _widths = [.. widths];

    public override string ToString() => $"interval {string.Join(", ", _widths.Select(width => width.ToString("R", CultureInfo.InvariantCulture)))}";

    internal override string Misfit(int level) => "is not a number, and is to be written as an interval.";

    private protected override string? Inner(string value, int level)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return null;
        // Upwards from the narrowest, so that neighbours by rounding stay together on every level.
        var index = Math.Floor(number / _widths[0]);
        var width = _widths[level - 1];
        var start = Math.Floor(index / Math.Round(width / _widths[0])) * width;
        return $"[{Show(start)}, {Show(start + width)})";
    }

    // Fifteen digits hide what binary fractions add, such as 0.30000000000000004.
    private static string Show(double bound) => bound.ToString("G15", CultureInfo.InvariantCulture);
}
