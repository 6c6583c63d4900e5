using System.Buffers;
using System.Text.Unicode;

namespace Saker.Data.Sources;

/// <summary>What some records of a CSV file tell about its columns.</summary>
/// <param name="delimiter">Between fields.</param>
/// <param name="lineEnd">A line feed, or a return before it: the same in all lines.</param>
/// <param name="types">The types that each column may have, as the bits of <see cref="PlainCells"/>; what cells rule out is taken away.</param>
/// <param name="maxRecordBytes">Longer records are not plain.</param>
internal sealed class CsvPiece(byte delimiter, ReadOnlyMemory<byte> lineEnd, int[] types, int maxRecordBytes)
{
    private static readonly int s_whole = PlainCells.Bit(ColumnType.Int64) | PlainCells.Bit(ColumnType.Int32);

    private readonly SearchValues<byte> _endsOfCells = SearchValues.Create([delimiter, (byte)'\n', (byte)'\r', (byte)'"']);

    public long Rows { get; private set; }

    /// <summary>Cells that are there, by column.</summary>
    public long[] Present { get; } = new long[types.Length];

    /// <summary>The types that all cells fit, with <see cref="PlainCells.Doubt"/> where a cell might fit one or none.</summary>
    public int[] Types { get; } = types;

    /// <summary>The least and the greatest whole number, by column; of columns that may be of whole numbers only.</summary>
    public WholeRange[] Ranges { get; } = [.. types.Select(_ => WholeRange.Empty)];

    /// <summary>Looks at whole records. False when they are not plain: then nothing that was found means anything.</summary>
    public bool Read(ReadOnlySpan<byte> records)
    {
        if (!Utf8.IsValid(records) || records.Contains((byte)0))
            return false;
        while (!records.IsEmpty)
        {
            if (!ReadRecord(ref records))
                return false;
        }
        return true;
    }

    private bool ReadRecord(ref ReadOnlySpan<byte> rest)
    {
        var before = rest.Length;
        for (var column = 0; column < Types.Length; column++)
        {
            if (!TakeCell(ref rest, out var cell) || !Look(cell, column))
                return false;
            if (column < Types.Length - 1 ? !TakeDelimiter(ref rest) : !TakeLineEnd(ref rest))
                return false;
        }
        Rows++;
        return before - rest.Length <= maxRecordBytes && before - rest.Length > lineEnd.Length;
    }

    private bool Look(ReadOnlySpan<byte> cell, int column)
    {
        if (cell.IsEmpty)
            return true;
        Present[column]++;
        // Blanks only are a missing value to us and a text to the engine.
        if (PlainCells.IsBlank(cell))
            return false;
        var left = Types[column];
        if ((left & ~PlainCells.Doubt) != 0)
            Types[column] = PlainCells.Types(cell) is var fits && fits == PlainCells.Doubt ? left | PlainCells.Doubt : left & (fits | PlainCells.Doubt);
        if ((Types[column] & s_whole) != 0)
            Ranges[column] = Ranges[column].With(cell);
        return true;
    }

    /// <summary>The text of a cell; doubled quotes stay as they are, for no number has any.</summary>
    private bool TakeCell(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> cell)
    {
        cell = default;
        if (!rest.IsEmpty && rest[0] == '"')
            return TakeQuoted(ref rest, out cell);
        var end = rest.IndexOfAny(_endsOfCells);
        if (end < 0)
            end = rest.Length;
        else if (rest[end] == '"')
            return false;
        cell = rest[..end];
        rest = rest[end..];
        return true;
    }

    private static bool TakeQuoted(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> cell)
    {
        var inside = rest[1..];
        var end = 0;
        while (true)
        {
            var quote = inside[end..].IndexOf((byte)'"');
            cell = inside;
            if (quote < 0)
                return false;
            end += quote;
            if (end + 1 == inside.Length || inside[end + 1] != '"')
                break;
            end += 2;
        }
        cell = inside[..end];
        rest = inside[(end + 1)..];
        return true;
    }

    private bool TakeDelimiter(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] != delimiter)
            return false;
        rest = rest[1..];
        return true;
    }

    /// <summary>The last line of a file may lack its end.</summary>
    private bool TakeLineEnd(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
            return true;
        if (!rest.StartsWith(lineEnd.Span))
            return false;
        rest = rest[lineEnd.Length..];
        return true;
    }
}
