using Saker.Data.Profiles;
using Saker.Learning.Drift;

namespace Saker.Learning.Pictures;

/// <summary>Both distributions of a column side by side: the reference in one colour, the current side in the other, as shares of their rows.</summary>
public static class DriftPicture
{
    private const int MaxCategories = 12;
    private const double Left = 150;
    private const double Right = Frame.Width - 60;
    private const double Top = 58;
    private const double BarHeight = 9;
    private const double RowHeight = 25;
    private const double PlotBottom = Frame.Height - 60;

    /// <param name="column">What was found of it.</param>
    /// <param name="index">Tells the picture from others on a page.</param>
    /// <returns>SVG.</returns>
    public static string Draw(ColumnDrift column, int index = 0)
    {
        var bins = column.Bins;
        var (before, after) = (Shares(bins.Reference), Shares(bins.Current));
        var isPlot = bins.IsOrdered;
        var shown = isPlot ? bins.Labels.Count : Math.Min(bins.Labels.Count, MaxCategories);
        var height = isPlot ? Frame.Height : (int)(Top + (shown * RowHeight) + 16);
        var title = column.Drifted ? $"{column.Column}: drifted" : column.Column;
        return Frame.Draw(FormattableString.Invariant($"drift-{index}"), title, column.Skipped ?? column.Summary, height, svg =>
        {
            Legend(svg);
            if (isPlot)
                Columns(svg, bins.Labels, before, after);
            else
                Bars(svg, bins.Labels, before, after, shown);
        });
    }

    private static double[] Shares(IReadOnlyList<double> counts)
    {
        var total = Math.Max(counts.Sum(), double.Epsilon);
        return [.. counts.Select(count => count / total)];
    }

    private static void Legend(SvgWriter svg)
    {
        Rectangle(svg, 0, 16, 34, 10, 10);
        svg.Text("text", "reference", ("class", "pic-muted"), ("x", "32"), ("y", "43"));
        Rectangle(svg, 1, 100, 34, 10, 10);
        svg.Text("text", "current", ("class", "pic-muted"), ("x", "116"), ("y", "43"));
    }

    /// <summary>Numbers: ascending from left to right.</summary>
    private static void Columns(SvgWriter svg, IReadOnlyList<string> labels, double[] before, double[] after)
    {
        var largest = Math.Max(Math.Max(before.DefaultIfEmpty().Max(), after.DefaultIfEmpty().Max()), double.Epsilon);
        var width = (Frame.Width - 32.0) / Math.Max(1, labels.Count);
        for (var i = 0; i < labels.Count; i++)
        {
            var x = 16 + (i * width);
            Column(svg, 0, x + 1, (width / 2) - 1.5, before[i] / largest, $"{labels[i]}: {NumberText.Percent(before[i])} before");
            Column(svg, 1, x + (width / 2), (width / 2) - 1.5, after[i] / largest, $"{labels[i]}: {NumberText.Percent(after[i])} now");
        }
        svg.Element("line", ("class", "pic-axis"), ("x1", "16"), ("y1", SvgWriter.Number(PlotBottom)), ("x2", SvgWriter.Number(Frame.Width - 16)), ("y2", SvgWriter.Number(PlotBottom)));
        if (labels.Count == 0)
            return;
        svg.Text("text", labels[0], ("class", "pic-muted"), ("x", "16"), ("y", SvgWriter.Number(PlotBottom + 18)));
        svg.Text("text", labels[^1], ("class", "pic-muted"), ("x", SvgWriter.Number(Frame.Width - 16)), ("y", SvgWriter.Number(PlotBottom + 18)), ("text-anchor", "end"));
    }

    private static void Column(SvgWriter svg, int colour, double x, double width, double share, string title)
    {
        var height = share * (PlotBottom - Top);
        svg.Begin("g");
        svg.Text("title", title);
        Rectangle(svg, colour, x, PlotBottom - height, Math.Max(width, 0.5), height);
        svg.End("g");
    }

    /// <summary>Categories: one below the other, the most frequent first.</summary>
    private static void Bars(SvgWriter svg, IReadOnlyList<string> labels, double[] before, double[] after, int shown)
    {
        var largest = Math.Max(Math.Max(before.DefaultIfEmpty().Max(), after.DefaultIfEmpty().Max()), double.Epsilon);
        for (var i = 0; i < shown; i++)
        {
            var y = Top + (i * RowHeight);
            svg.Text("text", Frame.Short(labels[i], 21), ("class", "pic-text"), ("x", SvgWriter.Number(Left - 8)), ("y", SvgWriter.Number(y + 12)), ("text-anchor", "end"));
            Bar(svg, 0, y, before[i] / largest, before[i]);
            Bar(svg, 1, y + BarHeight, after[i] / largest, after[i]);
        }
    }

    private static void Bar(SvgWriter svg, int colour, double y, double part, double share)
    {
        var width = part * (Right - Left);
        Rectangle(svg, colour, Left, y, width, BarHeight - 1);
        svg.Text("text", NumberText.Percent(share), ("class", "pic-muted"), ("x", SvgWriter.Number(Left + width + 5)), ("y", SvgWriter.Number(y + 8)), ("font-size", "9"));
    }

    private static void Rectangle(SvgWriter svg, int colour, double x, double y, double width, double height) =>
        svg.Element("rect", ("class", colour == 0 ? "pic-f0" : "pic-f1"), ("x", SvgWriter.Number(x)), ("y", SvgWriter.Number(y)), ("width", SvgWriter.Number(width)), ("height", SvgWriter.Number(height)));
}
