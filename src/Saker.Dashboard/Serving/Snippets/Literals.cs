using System.Globalization;
using System.Text;
using Saker.Data;
using Saker.Dashboard.Serving.Trying;
using Saker.Learning.Models;

namespace Saker.Dashboard.Serving.Snippets;

/// <summary>Values as C#, Python and JavaScript write them.</summary>
internal static class Literals
{
    /// <summary>A text between double quotes, with escapes that all three have. Letters stay as they are.</summary>
    public static string Text(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var letter in text)
        {
            if (letter is '"' or '\\')
                literal.Append('\\').Append(letter);
            else if (!char.IsSurrogate(letter) && char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else
                literal.Append(letter);
        }
        return literal.Append('"').ToString();
    }

    /// <summary>A value of a column; <paramref name="words"/> are those for true, false and nothing.</summary>
    public static string Value(SignatureColumn column, string text, (string True, string False, string Null) words)
    {
        var trimmed = text.Trim();
        return column.Type switch
        {
            ColumnType.Text when trimmed.Length > 0 || !column.Nullable => Text(text),
            _ when trimmed.Length == 0 => words.Null,
            ColumnType.Boolean when bool.TryParse(trimmed, out var truth) => truth ? words.True : words.False,
            ColumnType.Int32 or ColumnType.Int64 when long.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole.ToString(CultureInfo.InvariantCulture),
            ColumnType.Float32 or ColumnType.Float64 or ColumnType.Int32 or ColumnType.Int64 when double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => Number(number),
            _ => Text(text),
        };
    }

    /// <summary>The value that a tensor holds, which is never nothing.</summary>
    public static string Held(SignatureColumn column, TryValues values, (string True, string False, string Null) words) =>
        Value(column with { Nullable = false }, TensorExample.Held(column, values), words);

    // A whole number would be one of another type in C#, which a client may not convert.
    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture) is var text && text.Contains('.', StringComparison.Ordinal) || text.Contains('E', StringComparison.Ordinal) ? text : text + ".0";
}
