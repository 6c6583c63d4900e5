using System.Globalization;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>SQL for the cells of a CSV file: which are missing, their text and their typed value.</summary>
internal sealed class CsvCells(CsvSource source)
{
    private readonly string _missing = string.Join(", ", source.Missing.Select(text => SqlText.Literal(text.Trim())));

    /// <summary>The trimmed text of the column at that position, NULL when it is missing. Over <see cref="CsvLayout.Sql"/>.</summary>
    public string Trimmed(int column) => Unless(column, SqlCells.Trim(Raw(column)));

    /// <summary>The text as it stands in the file, NULL when it is missing. Over <see cref="CsvLayout.Sql"/>.</summary>
    public string Verbatim(int column) => Unless(column, Raw(column));

    /// <summary>The text that values of a type are made of.</summary>
    public string Text(int column, ColumnType type) => type == ColumnType.Text ? Verbatim(column) : Trimmed(column);

    private string Unless(int column, string text)
    {
        var trimmed = SqlCells.Trim(Raw(column));
        // The usual case has a shape that the engine runs in half the time.
        if (_missing == "''" && text == trimmed)
            return string.Create(CultureInfo.InvariantCulture, $"nullif({SqlCells.Trim($"c{column}")}, '')");
        return _missing.Length == 0 ? text : $"CASE WHEN {trimmed} NOT IN ({_missing}) THEN {text} END";
    }

    /// <summary>The engine reads an empty cell as NULL; whether that is missing is for the source to say.</summary>
    private static string Raw(int column) => string.Create(CultureInfo.InvariantCulture, $"coalesce(c{column}, '')");
}
