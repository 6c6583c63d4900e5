using Saker.Learning.Scores;

namespace Saker.Learning.Pictures;

/// <summary>Points over two axes, with ticks, a grid and a legend.</summary>
/// <param name="Name">Tells the picture from others on a page.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What can be seen, in words.</param>
/// <param name="Across">The axis at the bottom.</param>
/// <param name="Up">The axis at the left.</param>
/// <param name="Series">In the order to draw them.</param>
internal sealed record Plot(string Name, string Title, string Description, Axis Across, Axis Up, IReadOnlyList<Series> Series)
{
    private const double Right = Frame.Width - 20;
    private const double Top = 56;
    private const double Bottom = Frame.Height - 46;
    private const double LetterWidth = 5.8;
    private const double DigitWidth = 6.8;

    // Room for the title of the axis and the widest of its numbers.
    private double Left { get; } = Math.Max(60, 34 + (DigitWidth * Up.Ticks.Max(tick => Up.Text(tick).Length)));

    public string Draw() => Frame.Draw(Name, Title, Description, Frame.Height, svg =>
    {
        DrawGrid(svg);
        DrawLegend(svg);
        foreach (var series in Series)
            DrawSeries(svg, series);
    });

    private double X(double value) => Left + (Across.Place(value) * (Right - Left));

    private double Y(double value) => Bottom - (Up.Place(value) * (Bottom - Top));

    private void DrawGrid(SvgWriter svg)
    {
        foreach (var tick in Up.Ticks)
        {
            Line(svg, "pic-grid", Left, Y(tick), Right, Y(tick));
            Label(svg, Up.Text(tick), Left - 8, Y(tick) + 4, "end");
        }
        foreach (var tick in Across.Ticks)
        {
            Line(svg, "pic-axis", X(tick), Bottom, X(tick), Bottom + 4);
            var text = Across.Text(tick);
            var isCut = X(tick) + (DigitWidth * text.Length / 2) > Frame.Width;
            Label(svg, text, isCut ? Frame.Width - 2 : X(tick), Bottom + 17, isCut ? "end" : "middle");
        }
        Line(svg, "pic-axis", Left, Bottom, Right, Bottom);
        Line(svg, "pic-axis", Left, Top, Left, Bottom);
        Label(svg, Across.Title, (Left + Right) / 2, Frame.Height - 10, "middle");
        var (x, y) = (14.0, (Top + Bottom) / 2);
        svg.Text("text", Up.Title, ("class", "pic-muted"), ("x", SvgWriter.Number(x)), ("y", SvgWriter.Number(y)), ("text-anchor", "middle"), ("transform", $"rotate(-90 {SvgWriter.Number(x)} {SvgWriter.Number(y)})"));
    }

    private void DrawLegend(SvgWriter svg)
    {
        var x = Left;
        foreach (var series in Series.Where(series => series.Name.Length > 0))
        {
            if (series.Kind == SeriesKind.Dots)
                svg.Element("circle", ("class", $"pic-f{series.Colour}"), ("cx", SvgWriter.Number(x + 8)), ("cy", "40"), ("r", "3.5"));
            else
                svg.Element("line", ("class", $"pic-l{series.Colour}"), ("x1", SvgWriter.Number(x)), ("y1", "40"), ("x2", SvgWriter.Number(x + 16)), ("y2", "40"), ("stroke-width", "2"), ("stroke-dasharray", series.Kind == SeriesKind.Dashed ? "4 3" : "none"));
            svg.Text("text", series.Name, ("class", "pic-text"), ("x", SvgWriter.Number(x + 22)), ("y", "44"));
            x += 36 + (LetterWidth * series.Name.Length);
        }
    }

    private void DrawSeries(SvgWriter svg, Series series)
    {
        var points = series.Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).ToList();
        if (points.Count == 0)
            return;
        if (series.Kind == SeriesKind.Dots)
        {
            foreach (var point in points)
                svg.Element("circle", ("class", $"pic-f{series.Colour}"), ("cx", SvgWriter.Number(X(point.X))), ("cy", SvgWriter.Number(Y(point.Y))), ("r", points.Count > 60 ? "2" : "3.5"), ("fill-opacity", points.Count > 60 ? "0.5" : "1"));
            return;
        }
        var places = string.Join(' ', points.Select(point => $"{SvgWriter.Number(X(point.X))},{SvgWriter.Number(Y(point.Y))}"));
        if (series.Kind == SeriesKind.Area)
            svg.Element("polygon", ("class", $"pic-f{series.Colour}"), ("points", places), ("fill-opacity", "0.18"));
        else
            svg.Element("polyline", ("class", $"pic-l{series.Colour}"), ("points", places), ("fill", "none"), ("stroke-width", series.Kind == SeriesKind.Dashed ? "1.5" : "2"), ("stroke-dasharray", series.Kind == SeriesKind.Dashed ? "4 3" : "none"), ("stroke-linejoin", "round"));
    }

    private static void Line(SvgWriter svg, string style, double x1, double y1, double x2, double y2) =>
        svg.Element("line", ("class", style), ("x1", SvgWriter.Number(x1)), ("y1", SvgWriter.Number(y1)), ("x2", SvgWriter.Number(x2)), ("y2", SvgWriter.Number(y2)));

    private static void Label(SvgWriter svg, string text, double x, double y, string anchor) =>
        svg.Text("text", text, ("class", "pic-muted"), ("x", SvgWriter.Number(x)), ("y", SvgWriter.Number(y)), ("text-anchor", anchor));
}
