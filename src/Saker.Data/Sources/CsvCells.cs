using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace Saker.Data.Sources;

/// <summary>Where the cells of some records of a plain CSV file lie. May be used for one piece after another.</summary>
/// <param name="delimiter">Between fields.</param>
/// <param name="lineEnd">A line feed, or a return before it: the same in all lines.</param>
/// <param name="columns">In each record.</param>
/// <param name="maxRecordBytes">Longer records are not plain.</param>
internal sealed class CsvCells(byte delimiter, ReadOnlyMemory<byte> lineEnd, int columns, int maxRecordBytes)
{
    private const int FirstSize = 1 << 14;

    private int[] _starts = new int[FirstSize];
    private int[] _ends = new int[FirstSize];
    private byte[] _bytes = [];

    public int Rows { get; private set; }

    /// <summary>Looks at whole records. False when they are not plain: then nothing that was found means anything.</summary>
    /// <param name="bytes">The records, and what may follow them (<see cref="SeparatorScan.Slack"/>). Doubled quotes in it become single ones.</param>
    /// <param name="length">Of the records.</param>
    public bool Find(byte[] bytes, int length)
    {
        _bytes = bytes;
        var records = bytes.AsSpan(0, length);
        if (records.Contains((byte)0) || !Utf8.IsValid(records))
            return false;
        return records.Contains((byte)'"') ? FindQuoted(records) : FindBare(records);
    }

    /// <summary>The cells of a column, quotes around them left out.</summary>
    public ColumnCells Column(int column) => new(_bytes, _starts, _ends, column, columns, Rows);

    /// <summary>Without quotes every separator counts, so that all of them can be found before any is understood.</summary>
    private bool FindBare(ReadOnlySpan<byte> records)
    {
        var found = SeparatorScan.Find(_bytes, records.Length, delimiter, ref _starts, ref _ends);
        var lines = records.Count((byte)'\n');
        var isCut = records[^1] != '\n';
        if (isCut)
        {
            _ends[found++] = records.Length;
            _starts[found] = records.Length;
        }
        Rows = lines + (isCut ? 1 : 0);
        var returns = lineEnd.Length > 1 ? lines : 0;
        return found == (long)Rows * columns && records.Count((byte)'\r') == returns && AreRecords(records, isCut);
    }

    /// <summary>Whether lines end where records do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool AreRecords(ReadOnlySpan<byte> records, bool isCut)
    {
        for (var row = 0; row < Rows; row++)
        {
            var last = ((row + 1) * columns) - 1;
            var isEnded = !isCut || row < Rows - 1;
            if (isEnded && records[_ends[last]] != '\n')
                return false;
            if (!HasPlainLength(_starts[last + 1] - _starts[last + 1 - columns]))
                return false;
            if (!isEnded || lineEnd.Length == 1)
                continue;
            if (_ends[last] == _starts[last] || records[_ends[last] - 1] != '\r')
                return false;
            _ends[last]--;
        }
        return true;
    }

    private bool HasPlainLength(int bytes) => bytes <= maxRecordBytes && bytes > lineEnd.Length;

    private bool FindQuoted(Span<byte> records)
    {
        Rows = 0;
        for (var at = 0; at < records.Length; Rows++)
        {
            var start = at;
            for (var column = 0; column < columns; column++)
            {
                var cell = (Rows * columns) + column;
                if (cell + 1 >= _ends.Length)
                    SeparatorScan.Grow(ref _starts, ref _ends);
                if (!TakeCell(records, cell, ref at) || !(column < columns - 1 ? TakeDelimiter(records, ref at) : TakeLineEnd(records, ref at)))
                    return false;
            }
            if (!HasPlainLength(at - start))
                return false;
        }
        return true;
    }

    private bool TakeCell(Span<byte> records, int cell, ref int at)
    {
        if (at < records.Length && records[at] == '"')
            return TakeQuoted(records, cell, ref at);
        _starts[cell] = at;
        var rest = records[at..];
        var end = rest.IndexOfAny(delimiter, (byte)'\n', (byte)'\r');
        if (end >= 0)
            rest = rest[..end];
        at += rest.Length;
        _ends[cell] = at;
        return !rest.Contains((byte)'"');
    }

    private bool TakeQuoted(Span<byte> records, int cell, ref int at)
    {
        _starts[cell] = ++at;
        var written = at;
        while (true)
        {
            var length = records[at..].IndexOf((byte)'"');
            if (length < 0)
                return false;
            records.Slice(at, length).CopyTo(records[written..]);
            written += length;
            at += length + 1;
            if (at == records.Length || records[at] != '"')
                break;
            records[written++] = (byte)'"';
            at++;
        }
        _ends[cell] = written;
        return true;
    }

    private bool TakeDelimiter(ReadOnlySpan<byte> records, ref int at) => at < records.Length && records[at++] == delimiter;

    /// <summary>The last line of a file may lack its end.</summary>
    private bool TakeLineEnd(ReadOnlySpan<byte> records, ref int at)
    {
        if (at == records.Length)
            return true;
        if (!records[at..].StartsWith(lineEnd.Span))
            return false;
        at += lineEnd.Length;
        return true;
    }
}
