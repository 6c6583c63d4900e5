using System.Globalization;

namespace Saker.Learning.Pictures;

/// <summary>Bars of what counts most in a model.</summary>
public static class ImportancePicture
{
    private const int MaxBarCount = 20;
    private const double BarHeight = 20;
    private const double Left = 150;
    private const double Right = Frame.Width - 70;
    private const double Top = 44;

    /// <param name="title">What the numbers are.</param>
    /// <param name="importances">Names with numbers of at least 0; the largest twenty are drawn.</param>
    /// <returns>SVG.</returns>
    public static string Draw(string title, IReadOnlyList<KeyValuePair<string, double>> importances)
    {
        var shown = importances.Where(pair => double.IsFinite(pair.Value)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MaxBarCount).ToList();
        var largest = shown.Count == 0 ? 1 : Math.Max(shown[0].Value, double.Epsilon);
        var height = (int)(Top + (shown.Count * BarHeight) + 20);
        var description = shown.Count == 0 ? "There is nothing to show." : $"The largest first: {string.Join(", ", shown.Select(pair => $"{pair.Key} {Text(pair.Value)}"))}.";
        return Frame.Draw("importance", title, description, height, svg =>
        {
            for (var i = 0; i < shown.Count; i++)
            {
                var y = Top + (i * BarHeight);
                var width = Math.Max(0, shown[i].Value) / largest * (Right - Left);
                svg.Text("text", Frame.Short(shown[i].Key, 21), ("class", "pic-text"), ("x", SvgWriter.Number(Left - 8)), ("y", SvgWriter.Number(y + 12)), ("text-anchor", "end"));
                svg.Element("rect", ("class", "pic-f0"), ("x", SvgWriter.Number(Left)), ("y", SvgWriter.Number(y + 2)), ("width", SvgWriter.Number(width)), ("height", SvgWriter.Number(BarHeight - 6)), ("rx", "2"));
                svg.Text("text", Text(shown[i].Value), ("class", "pic-muted"), ("x", SvgWriter.Number(Left + width + 6)), ("y", SvgWriter.Number(y + 12)));
            }
            svg.Element("line", ("class", "pic-axis"), ("x1", SvgWriter.Number(Left)), ("y1", SvgWriter.Number(Top - 2)), ("x2", SvgWriter.Number(Left)), ("y2", SvgWriter.Number(Top + (shown.Count * BarHeight))));
        });
    }

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
