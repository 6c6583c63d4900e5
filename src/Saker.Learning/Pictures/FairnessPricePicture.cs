using System.Globalization;
using System.Security;
using System.Text;
using Saker.Learning.Fairness.Mitigation;

namespace Saker.Learning.Pictures;

/// <summary>The price of evenness as a curve: the size of the measure across, accuracy up, a point for each strength.</summary>
public static class FairnessPricePicture
{
    private const double Width = 640;
    private const double Height = 400;
    private const double Left = 70;
    private const double Right = Width - 20;
    private const double Top = 50;
    private const double Bottom = Height - 50;
    private const int TickCount = 5;

    /// <summary>The picture as SVG 1.1.</summary>
    public static string Draw(FairnessPrice price)
    {
        var points = price.Points.Select(point => (Point: point, X: Math.Abs(point.Find(price.Measure)?.Value ?? double.NaN), Y: point.Accuracy.Value))
            .Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).ToList();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">\n");
        text.Append($"<title>{Escape(price.Summary())}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        Write(text, Left, 24, $"What evenness of {price.Attribute} costs", "start", bold: true);
        if (points.Count > 0)
            DrawPoints(text, price, points);
        return text.Append("</svg>\n").ToString();
    }

    private static void DrawPoints(StringBuilder text, FairnessPrice price, List<(PricePoint Point, double X, double Y)> points)
    {
        var (low, high) = (points.Min(point => point.Y) - 0.005, points.Max(point => point.Y) + 0.005);
        var far = Math.Max(0.01, points.Max(point => point.X)) * 1.05;
        for (var i = 0; i <= TickCount; i++)
        {
            var share = (double)i / TickCount;
            Line(text, Left, Up(low + share * (high - low)), Right, Up(low + share * (high - low)));
            Write(text, Left - 8, Up(low + share * (high - low)) + 4, Number(low + share * (high - low)), "end");
            Write(text, Across(share * far), Bottom + 18, Number(share * far), "middle");
        }
        Write(text, (Left + Right) / 2, Height - 12, $"|{price.Measure.Replace('_', ' ')}| on the test part", "middle");
        Write(text, Left, Top - 10, "accuracy", "end");
        text.Append("<polyline fill=\"none\" stroke=\"#4472c4\" stroke-width=\"2\" points=\"");
        foreach (var (_, x, y) in points)
            text.Append(CultureInfo.InvariantCulture, $"{Across(x):0.#},{Up(y):0.#} ");
        text.Append("\"/>\n");
        foreach (var (point, x, y) in points)
        {
            var colour = point.IsTaken ? "#c0392b" : point.Setting is null ? "#7f7f7f" : "#4472c4";
            text.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{Across(x):0.#}\" cy=\"{Up(y):0.#}\" r=\"{(point.IsTaken || point.Setting is null ? 6 : 4)}\" fill=\"{colour}\"/>\n");
            Write(text, Across(x) + 8, Up(y) - 6, point.Setting is { } setting ? (point.IsTaken ? "served: " : "") + Number(setting) : "without", "start");
        }

        double Across(double value) => Left + value / far * (Right - Left);
        double Up(double value) => Bottom - (value - low) / (high - low) * (Bottom - Top);
    }

    private static void Line(StringBuilder text, double x1, double y1, double x2, double y2) =>
        text.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" stroke=\"#dddddd\"/>\n");

    private static void Write(StringBuilder text, double x, double y, string content, string anchor, bool bold = false) =>
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\"{(bold ? " font-weight=\"bold\"" : "")}>{Escape(content)}</text>\n");

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Escape(string text) => SecurityElement.Escape(text);
}
