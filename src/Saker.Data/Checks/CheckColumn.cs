using Saker.Data.Sources;

namespace Saker.Data.Checks;

/// <summary>A column as the SQL of a check sees it.</summary>
/// <param name="Name">Its name in the data, for messages.</param>
/// <param name="Type">The type of <paramref name="Value"/>.</param>
/// <param name="Value">Expression of the typed value; NULL when it is missing or does not fit its type.</param>
/// <param name="Text">Expression of the value as text; NULL only when it is missing.</param>
/// <param name="HasMisfits">Whether there may be texts that do not fit the type; where there are none, the value alone says what is missing.</param>
/// <param name="Range">Between which whole numbers all values lie; null where that is not known.</param>
internal sealed record CheckColumn(string Name, ColumnType Type, string Value, string Text, bool HasMisfits, WholeRange? Range)
{
    /// <summary>A condition; looks at the text, which typed data must make first, only where it must.</summary>
    public string IsMissing => (Type, HasMisfits) switch
    {
        (ColumnType.Text, _) => $"({Text} IS NULL)",
        (_, false) => $"({Value} IS NULL)",
        _ => $"({Value} IS NULL AND {Text} IS NULL)",
    };

    /// <summary>What counts values that are there.</summary>
    public string Counted => Type == ColumnType.Text ? Text : Value;
}
