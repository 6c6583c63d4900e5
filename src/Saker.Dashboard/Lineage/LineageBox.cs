using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Saker.Dashboard.Lineage;

/// <summary>The box of a node. Written in code, because in Razor's markup a text of SVG is a word of Razor.</summary>
internal static class LineageBox
{
    // What a box has room for.
    private const int MaxText = 19;
    private const int MaxDetail = 27;

    /// <summary>Its frame and its two lines.</summary>
    public static RenderFragment Of(PlacedNode placed) => builder =>
    {
        builder.OpenElement(0, "rect");
        builder.AddAttribute(1, "x", Text(placed.X));
        builder.AddAttribute(2, "y", Text(placed.Y));
        builder.AddAttribute(3, "width", Text(LineagePicture.BoxWidth));
        builder.AddAttribute(4, "height", Text(LineagePicture.BoxHeight));
        builder.AddAttribute(5, "rx", "6");
        builder.CloseElement();
        builder.AddContent(6, Line(null, placed.X + 10, placed.Y + 18, Short(placed.Node.Text, MaxText)));
        builder.AddContent(7, Line("detail", placed.X + 10, placed.Y + 34, Short(placed.Node.Detail ?? "", MaxDetail)));
    };

    /// <summary>What stands above a column.</summary>
    public static RenderFragment Heading(int x, string title) => Line("column", x, 14, title);

    private static RenderFragment Line(string? kind, int x, int y, string text) => builder =>
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", kind);
        builder.AddAttribute(2, "x", Text(x));
        builder.AddAttribute(3, "y", Text(y));
        builder.AddContent(4, text);
        builder.CloseElement();
    };

    private static string Short(string text, int most) => text.Length > most ? text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "\u2026" : text;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
