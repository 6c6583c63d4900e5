using System.Globalization;
using Saker.Learning.Scores;

namespace Saker.Learning.Pictures;

/// <summary>Rows by actual and predicted class, each cell as dark as its share of the actual class.</summary>
internal static class ConfusionPicture
{
    private const int MaxClassCount = 20;
    private const double Left = 130;
    private const double Top = 76;

    /// <returns>Null when there are too many classes to read them.</returns>
    public static string? Draw(ConfusionMatrix matrix)
    {
        var count = matrix.Classes.Count;
        if (count is 0 or > MaxClassCount)
            return null;
        var (width, height) = ((Frame.Width - Left - 20) / count, Math.Min(110, (Frame.Height - Top - 24) / count));
        var right = Enumerable.Range(0, count).Sum(own => matrix.Counts[own][own]);
        var all = matrix.Counts.Sum(row => row.Sum());
        var description = string.Create(CultureInfo.InvariantCulture, $"{right} of {all} rows are predicted right. ") + string.Join(" ", matrix.Classes.Select((name, own) => string.Create(CultureInfo.InvariantCulture, $"Of {matrix.Counts[own].Sum()} rows that are {name}, {matrix.Counts[own][own]} are called so.")));
        return Frame.Draw("confusion", "Confusion matrix", description, Frame.Height, svg =>
        {
            svg.Text("text", "predicted", ("class", "pic-muted"), ("x", SvgWriter.Number((Left + Frame.Width - 20) / 2)), ("y", "44"), ("text-anchor", "middle"));
            svg.Text("text", "actual", ("class", "pic-muted"), ("x", "16"), ("y", SvgWriter.Number(Top - 8)));
            for (var actual = 0; actual < count; actual++)
            {
                var letters = Math.Max(3, (int)(width / 6));
                Label(svg, Frame.Short(matrix.Classes[actual], letters), Left + ((actual + 0.5) * width), Top - 8, "middle");
                Label(svg, Frame.Short(matrix.Classes[actual], 18), Left - 8, Top + ((actual + 0.5) * height) + 4, "end");
                DrawRow(svg, matrix.Counts[actual], Top + (actual * height), width, height);
            }
        });
    }

    private static void DrawRow(SvgWriter svg, IReadOnlyList<int> counts, double y, double width, double height)
    {
        var total = Math.Max(1, counts.Sum());
        for (var predicted = 0; predicted < counts.Count; predicted++)
        {
            var share = (double)counts[predicted] / total;
            var x = Left + (predicted * width);
            svg.Element("rect", ("class", "pic-f0 pic-grid"), ("x", SvgWriter.Number(x)), ("y", SvgWriter.Number(y)), ("width", SvgWriter.Number(width)), ("height", SvgWriter.Number(height)), ("fill-opacity", (share * 0.55).ToString("0.##", CultureInfo.InvariantCulture)));
            var hasShare = height >= 36 && width >= 40;
            svg.Text("text", counts[predicted].ToString("#,0", CultureInfo.InvariantCulture), ("class", "pic-text"), ("x", SvgWriter.Number(x + (width / 2))), ("y", SvgWriter.Number(y + (height / 2) + (hasShare ? -2 : 4))), ("text-anchor", "middle"), ("font-size", hasShare ? "15" : "10"));
            if (hasShare)
                Label(svg, share.ToString("0.0%", CultureInfo.InvariantCulture), x + (width / 2), y + (height / 2) + 15, "middle");
        }
    }

    private static void Label(SvgWriter svg, string text, double x, double y, string anchor) =>
        svg.Text("text", text, ("class", "pic-text"), ("x", SvgWriter.Number(x)), ("y", SvgWriter.Number(y)), ("text-anchor", anchor));
}
