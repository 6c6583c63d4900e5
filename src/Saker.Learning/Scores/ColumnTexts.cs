using System.Globalization;
using Saker.Data;

namespace Saker.Learning.Scores;

/// <summary>A column's values as the texts that people write for them in labels, groups and segments.</summary>
public static class ColumnTexts
{
    /// <summary>One text per row: booleans as true and false, numbers and times in the invariant culture; null where the value is missing.</summary>
    public static string?[] Of(Column column)
    {
        var texts = new string?[column.Length];
        for (var row = 0; row < texts.Length; row++)
            texts[row] = Text(column.GetValue(row));
        return texts;
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
