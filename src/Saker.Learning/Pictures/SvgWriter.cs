using System.Globalization;
using System.Text;

namespace Saker.Learning.Pictures;

/// <summary>Writes SVG 1.1: elements with escaped texts, numbers in the invariant culture to a tenth of a pixel.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>An element without content.</summary>
    public void Element(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(name, attributes);
        _text.Insert(_text.Length - 1, '/').Append('\n');
    }

    /// <summary>An element that holds a text.</summary>
    public void Text(string name, string content, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(name, attributes);
        _text.Append(Escape(content)).Append("</").Append(name).Append(">\n");
    }

    /// <summary>Begins an element that holds others.</summary>
    public void Begin(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(name, attributes);
        _text.Append('\n');
    }

    public void End(string name) => _text.Append("</").Append(name).Append(">\n");

    /// <summary>Rules for the classes; they hold no text of anybody's.</summary>
    public void Style(string rules) => _text.Append(StyleOf(rules));

    public static string StyleOf(string rules) => $"<style>{rules}</style>\n";

    public override string ToString() => _text.ToString();

    public static string Number(double value) => (Math.Round(value, 1) + 0.0).ToString(CultureInfo.InvariantCulture);

    private void Open(string name, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach (var (key, value) in attributes)
            _text.Append(' ').Append(key).Append("=\"").Append(Escape(value)).Append('"');
        _text.Append('>');
    }

    /// <summary>What XML would read is escaped; what it does not allow at all becomes a blank.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (char.IsSurrogate(character))
            {
                var isPair = char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
                escaped.Append(isPair ? text.Substring(i++, 2) : "\uFFFD");
                continue;
            }
            escaped.Append(character switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                < ' ' or '\uFFFE' or '\uFFFF' => " ",
                _ => character.ToString(),
            });
        }
        return escaped.ToString();
    }
}
