using System.Globalization;
using Saker.Data.Engine;

namespace Saker.Data.Checks.Running;

/// <summary>Values that a user listed, compared with a column: numbers as numbers, texts to the letter, truth values without regard to case.</summary>
/// <param name="Value">The column's value as it is compared; SQL.</param>
/// <param name="Literals">The listed values that the column can hold; SQL.</param>
/// <param name="Texts">The same values as the user wrote them.</param>
internal sealed record ValueSet(string Value, IReadOnlyList<string> Literals, IReadOnlyList<string> Texts)
{
    /// <summary>True for a value that is none of these; NULL when it is missing.</summary>
    public string Outside => Literals.Count == 0 ? $"{Value} IS NOT NULL" : $"{Value} NOT IN ({string.Join(", ", Literals)})";

    /// <summary>True for a value that is one of these; NULL or false when it is missing.</summary>
    public string Inside => Literals.Count == 0 ? "false" : $"{Value} IN ({string.Join(", ", Literals)})";

    public static ValueSet Of(CheckColumn column, IReadOnlyList<string> texts) => column.Type switch
    {
        ColumnType.Boolean => new($"CAST({column.Value} AS VARCHAR)", [.. texts.Select(text => SqlText.Literal(text.ToLowerInvariant()))], texts),
        ColumnType.Int32 or ColumnType.Int64 => Wholes(column, texts),
        var type when type.IsNumeric() => Numbers(column, texts),
        ColumnType.Text => new(column.Value, [.. texts.Select(SqlText.Literal)], texts),
        _ => new(column.Text, [.. texts.Select(SqlText.Literal)], texts),
    };

    /// <summary>To the last digit; listed values that are not whole cannot occur in a column of whole numbers.</summary>
    private static ValueSet Wholes(CheckColumn column, IReadOnlyList<string> texts)
    {
        var numbers = texts.Select(text => (Text: text, Value: Whole(text))).Where(number => number.Value is not null).ToArray();
        return new(column.Value, [.. numbers.Select(number => SqlText.Whole(number.Value!.Value))], [.. numbers.Select(number => number.Text)]);
    }

    /// <summary>A listed value as a whole number; null when it is none.</summary>
    public static long? Whole(string text) => long.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var whole) ? whole : null;

    /// <summary>Listed values that are no numbers cannot occur in a column of numbers.</summary>
    private static ValueSet Numbers(CheckColumn column, IReadOnlyList<string> texts)
    {
        var numbers = texts.Where(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)).ToArray();
        return new(column.Value, [.. numbers.Select(text => SqlText.Number(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)))], numbers);
    }
}
