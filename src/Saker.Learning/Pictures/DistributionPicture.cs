using System.Globalization;

namespace Saker.Learning.Pictures;

/// <summary>Two distributions over the same bins, as bars side by side: what was expected, and what is.</summary>
public static class DistributionPicture
{
    private const int PictureHeight = 230;
    private const double Left = 44;
    private const double Right = Frame.Width - 12;
    private const double Top = 56;
    private const double Bottom = PictureHeight - 44;
    private const int MaxLabels = 6;

    /// <param name="name">Tells the picture from others on a page: letters, digits and hyphens.</param>
    /// <param name="title">Of which column.</param>
    /// <param name="labels">What each bin holds.</param>
    /// <param name="reference">The share of rows in each bin, 0 to 1.</param>
    /// <param name="current">The same of what is compared with it.</param>
    /// <returns>SVG.</returns>
    public static string Draw(string name, string title, IReadOnlyList<string> labels, IReadOnlyList<double> reference, IReadOnlyList<double> current)
    {
        var largest = Math.Max(1e-9, reference.Concat(current).DefaultIfEmpty(0).Max());
        var description = labels.Count == 0 ? "There is nothing to show." : $"Share of rows, reference and current: {string.Join("; ", labels.Select((label, i) => $"{label} {Percent(reference[i])} and {Percent(current[i])}"))}.";
        return Frame.Draw(name, title, description, PictureHeight, svg =>
        {
            Legend(svg);
            foreach (var share in new[] { 0, largest / 2, largest })
            {
                var y = SvgWriter.Number(Bottom - (share / largest * (Bottom - Top)));
                svg.Element("line", ("class", share == 0 ? "pic-axis" : "pic-grid"), ("x1", SvgWriter.Number(Left)), ("x2", SvgWriter.Number(Right)), ("y1", y), ("y2", y));
                svg.Text("text", Percent(share), ("class", "pic-muted"), ("x", SvgWriter.Number(Left - 6)), ("y", y), ("dy", "4"), ("text-anchor", "end"));
            }
            var width = (Right - Left) / Math.Max(1, labels.Count);
            var every = (labels.Count + MaxLabels - 1) / MaxLabels;
            for (var i = 0; i < labels.Count; i++)
            {
                var x = Left + (i * width);
                Bar(svg, "pic-f2", x + (width * 0.08), width * 0.42, reference[i] / largest);
                Bar(svg, "pic-f1", x + (width * 0.5), width * 0.42, current[i] / largest);
                if (i % every == 0)
                    svg.Text("text", Frame.Short(labels[i], Math.Max(6, (int)(every * width / 6))), ("class", "pic-text"), ("x", SvgWriter.Number(x + (width / 2))), ("y", SvgWriter.Number(Bottom + 16)), ("text-anchor", "middle"));
            }
        });
    }

    /// <summary>As the other, for a page that has rules of its own for the classes.</summary>
    public static string DrawWithin(string name, string title, IReadOnlyList<string> labels, IReadOnlyList<double> reference, IReadOnlyList<double> current) =>
        Draw(name, title, labels, reference, current).Replace(SvgWriter.StyleOf(PictureStyle.Rules), "", StringComparison.Ordinal);

    private static void Legend(SvgWriter svg)
    {
        svg.Element("rect", ("class", "pic-f2"), ("x", "16"), ("y", "31"), ("width", "10"), ("height", "10"));
        svg.Text("text", "reference", ("class", "pic-muted"), ("x", "30"), ("y", "40"));
        svg.Element("rect", ("class", "pic-f1"), ("x", "96"), ("y", "31"), ("width", "10"), ("height", "10"));
        svg.Text("text", "current", ("class", "pic-muted"), ("x", "110"), ("y", "40"));
    }

    private static void Bar(SvgWriter svg, string style, double x, double width, double share)
    {
        var height = share * (Bottom - Top);
        svg.Element("rect", ("class", style), ("x", SvgWriter.Number(x)), ("y", SvgWriter.Number(Bottom - height)), ("width", SvgWriter.Number(width)), ("height", SvgWriter.Number(height)));
    }

    private static string Percent(double share) => (share * 100).ToString(share < 0.1 ? "0.#" : "0", CultureInfo.InvariantCulture) + "%";
}
