namespace Saker.Data.Checks;

/// <summary>A column as the SQL of a check sees it.</summary>
/// <param name="Name">Its name in the data, for messages.</param>
/// <param name="Type">The type of <paramref name="Value"/>.</param>
/// <param name="Value">Expression of the typed value; NULL when it is missing or does not fit its type.</param>
/// <param name="Text">Expression of the value as text; NULL only when it is missing.</param>
internal sealed record CheckColumn(string Name, ColumnType Type, string Value, string Text)
{
    /// <summary>A condition; looks at the text, which typed data must make first, only where there is no value.</summary>
    public string IsMissing => Type == ColumnType.Text ? $"({Text} IS NULL)" : $"({Value} IS NULL AND {Text} IS NULL)";

    /// <summary>What counts values that are there.</summary>
    public string Counted => Type == ColumnType.Text ? Text : Value;
}
