namespace Saker.Data.Engine;

/// <summary>SQL that reads the text of a cell as a value of a type.</summary>
/// <remarks>
/// The engine's own casts are too lenient to tell types by: <c>1.5</c> becomes the integer 2, <c>0x1F</c> becomes 31,
/// <c>1_000</c> becomes 1000, <c>2024/1/5</c> and <c>epoch</c> become dates. Hence each cast has a guard on how the text looks. A text that is
/// what the engine itself writes for the value needs no pattern, which would cost five times as much: nearly all cells are of that kind.
/// </remarks>
internal static class SqlCells
{
    private const string Integer = "[+-]?[0-9]+";
    private const string Moment = "[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?";

    /// <summary>The text without spaces at its ends.</summary>
    public static string Trim(string text) => $"trim({text})";

    /// <summary>The typed value of a trimmed text, or NULL when it does not fit. Numbers must be finite, times in the years 1 to 9999.</summary>
    public static string Cast(string text, ColumnType type) => type switch
    {
        ColumnType.Text => text,
        ColumnType.Boolean => $"CASE lower({text}) WHEN 'true' THEN true WHEN 'false' THEN false END",
        ColumnType.Int32 or ColumnType.Int64 => $"CASE WHEN {IsWritten(text, type)} OR {Like(text, Integer)} THEN TRY_CAST({text} AS {SqlText.Type(type)}) END",
        // What the engine takes and the pattern does not are underscores, two signs and blanks around, which are cheaper to look for.
        ColumnType.Float32 or ColumnType.Float64 => $"CASE WHEN isfinite(TRY_CAST({text} AS {SqlText.Type(type)})) AND {text} >= '!' AND NOT contains({text}, '_') AND NOT starts_with({text}, '+-') AND right({text}, 1) >= '!' THEN TRY_CAST({text} AS {SqlText.Type(type)}) END",
        // Ten characters that the engine would write are a day of a year with four digits.
        ColumnType.Date => $"CASE WHEN {IsWritten(text, type)} AND length({text}) = 10 THEN TRY_CAST({text} AS DATE) END",
        ColumnType.Timestamp => $"CASE WHEN {IsWritten(text, type)} AND substr({text}, 5, 1) = '-' AND NOT contains({text}, '(') THEN TRY_CAST({text} AS TIMESTAMP) "
            + $"WHEN {Like(text, Moment)} AND NOT starts_with({text}, '0000') THEN {Instant(text)} END",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a column type."),
    };

    /// <summary>Whether a trimmed text is of a type that nobody declared: as <see cref="Cast"/>, but a number with leading zeros is a code.</summary>
    /// <remarks>A whole number beyond 64 bits is text, for a float64 would silently drop its last digits.</remarks>
    public static string Infers(string text, ColumnType type) => type is ColumnType.Int64 or ColumnType.Float64
        ? $"({Cast(text, type)} IS NOT NULL AND (({text} >= '1' AND {text} < ':') OR NOT regexp_matches({text}, '^[+-]?0[0-9]')){(type == ColumnType.Float64 ? $" AND (length({text}) < 19 OR NOT {Like(text, Integer)} OR TRY_CAST({text} AS BIGINT) IS NOT NULL)" : "")})"
        : $"({Cast(text, type)} IS NOT NULL)";

    private static string IsWritten(string text, ColumnType type) => $"CAST(TRY_CAST({text} AS {SqlText.Type(type)}) AS VARCHAR) = {text}";

    private static string Like(string text, string pattern) => $"regexp_full_match({text}, '{pattern}')";

    /// <summary>The engine drops an offset when it reads a TIMESTAMP; only TIMESTAMPTZ honours it, and is slower.</summary>
    private static string Instant(string text) =>
        $"CASE WHEN regexp_matches({text}, ':.*[+-]') THEN make_timestamp(epoch_us(TRY_CAST({text} AS TIMESTAMPTZ))) ELSE TRY_CAST({text} AS TIMESTAMP) END";
}
