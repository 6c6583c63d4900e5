using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Saker.Platform.Serving.Settings;

/// <summary>Writes the plain values that settings are read from as YAML.</summary>
internal static class YamlValues
{
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyDictionary<string, object?> values)
    {
        var text = new StringBuilder();
        Write(text, values, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, IReadOnlyDictionary<string, object?> values, int depth)
    {
        foreach (var (key, value) in values)
        {
            text.Append(' ', 2 * depth).Append(Scalar(key)).Append(':');
            if (value is IReadOnlyDictionary<string, object?> { Count: > 0 } map)
            {
                text.Append('\n');
                Write(text, map, depth + 1);
            }
            else
            {
                text.Append(' ').Append(Inline(value)).Append('\n');
            }
        }
    }

    /// <summary>A value, or a list of values or mappings of them, on one line.</summary>
    public static string Inline(object? value) => value switch
    {
        IReadOnlyList<object?> list => $"[{string.Join(", ", list.Select(Inline))}]",
        IReadOnlyDictionary<string, object?> { Count: > 0 } map => $"{{{string.Join(", ", map.Select(pair => $"{Scalar(pair.Key)}: {Inline(pair.Value)}"))}}}",
        _ => Scalar(value),
    };

    private static string Scalar(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double number => Real(number.ToString("R", CultureInfo.InvariantCulture)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        string text when IsPlain(text) => text,
        string text => JsonSerializer.Serialize(text, Quoting),
        null => "null",
        _ => "{}",
    };

    /// <summary>With a point, so that it is read as a real number again.</summary>
    private static string Real(string digits) => digits.AsSpan().ContainsAny('.', 'E') ? digits : digits + ".0";

    /// <summary>Whether the text means itself without quotes: nothing that YAML reads as a number, a truth or a mark of its own.</summary>
    private static bool IsPlain(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && text is not ("true" or "True" or "TRUE" or "false" or "False" or "FALSE" or "null" or "Null" or "NULL")
        && (char.IsAsciiLetter(text[0]) || (char.IsAsciiLetter(text[^1]) && DurationOrSize(text)));

    private static bool DurationOrSize(string text) => !text.Contains('e', StringComparison.OrdinalIgnoreCase) && !text.Contains('x', StringComparison.OrdinalIgnoreCase);
}
