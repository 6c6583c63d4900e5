namespace Saker.Learning.Pictures;

/// <summary>The outside of every picture: size, title and description for those who do not see it, colours.</summary>
internal static class Frame
{
    public const int Width = 480;
    public const int Height = 360;

    // Characters of a text that fit into a line.
    private const int MaxTitle = 60;

    /// <param name="name">Tells the picture from others on a page: letters and hyphens.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="description">What can be seen, in words.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="draw">Draws the inside.</param>
    public static string Draw(string name, string title, string description, int height, Action<SvgWriter> draw)
    {
        var svg = new SvgWriter();
        svg.Begin("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", $"0 0 {Width} {height}"), ("width", $"{Width}"), ("height", $"{height}"), ("role", "img"), ("aria-labelledby", $"{name}-title {name}-desc"), ("font-family", "system-ui, sans-serif"), ("font-size", "11"));
        svg.Text("title", title, ("id", $"{name}-title"));
        svg.Text("desc", description, ("id", $"{name}-desc"));
        svg.Style(PictureStyle.Rules);
        svg.Element("rect", ("class", "pic-back"), ("width", $"{Width}"), ("height", $"{height}"));
        svg.Text("text", Short(title, MaxTitle), ("class", "pic-text"), ("x", "16"), ("y", "22"), ("font-size", "14"), ("font-weight", "600"));
        draw(svg);
        svg.End("svg");
        return svg.ToString();
    }

    public static string Short(string text, int max) => text.Length <= max ? text : text[..(max - 1)] + "…";
}
