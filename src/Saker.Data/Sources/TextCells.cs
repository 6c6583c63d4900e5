using System.Globalization;
using System.Text.RegularExpressions;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>SQL for cells of text, columns <c>c0</c>, <c>c1</c> ...: which are missing, their text and their typed value.</summary>
internal sealed class TextCells(CellFormat format)
{
    private readonly string _missing = string.Join(", ", format.Missing.Select(text => SqlText.Literal(text.Trim())));

    /// <summary>The trimmed text of the column at that position, NULL when it is missing.</summary>
    public string Trimmed(int column) => Unless(column, SqlCells.Trim(Raw(column)));

    /// <summary>The text that values of a type are made of: as it stands for texts, else trimmed.</summary>
    public string Text(int column, ColumnType type) => type == ColumnType.Text ? Unless(column, Raw(column)) : Trimmed(column);

    /// <summary>The typed value of a text that <see cref="Text"/> gave, NULL when it does not fit.</summary>
    public string Value(string text, ColumnType type) => SqlCells.Cast(Plain(text, type), type);

    /// <summary>Whether a trimmed text is of a type that nobody declared.</summary>
    public string Infers(string text, ColumnType type) => SqlCells.Infers(Plain(text, type), type);

    private string Unless(int column, string text)
    {
        var trimmed = SqlCells.Trim(Raw(column));
        // The usual case has a shape that the engine runs in half the time.
        if (_missing == "''" && text == trimmed)
            return string.Create(CultureInfo.InvariantCulture, $"nullif({SqlCells.Trim($"c{column}")}, '')");
        return _missing.Length == 0 ? text : $"CASE WHEN {trimmed} NOT IN ({_missing}) THEN {text} END";
    }

    private string Raw(int column) => format.NullIsEmptyText ? FormattableString.Invariant($"coalesce(c{column}, '')") : FormattableString.Invariant($"c{column}");

    /// <summary>A number as the engine reads it; NULL when its groups are not of three digits, for <c>1,2</c> may be a fraction.</summary>
    private string Plain(string text, ColumnType type)
    {
        if (format.HasPlainNumbers || type is not (ColumnType.Int32 or ColumnType.Int64 or ColumnType.Float32 or ColumnType.Float64))
            return text;
        var point = Regex.Escape(format.Decimal.ToString());
        var whole = "[0-9]*";
        var plain = text;
        if (format.Thousands is { } thousands)
        {
            whole = $"([0-9]*|[0-9]{{1,3}}({Regex.Escape(thousands.ToString())}[0-9]{{3}})+)";
            plain = $"replace({plain}, {SqlText.Literal(thousands.ToString())}, '')";
        }
        if (format.Decimal != '.')
            plain = $"replace({plain}, {SqlText.Literal(format.Decimal.ToString())}, '.')";
        return $"CASE WHEN regexp_full_match({text}, {SqlText.Literal($"[+-]?{whole}({point}[0-9]*)?([eE][+-]?[0-9]+)?")}) THEN {plain} END";
    }
}
