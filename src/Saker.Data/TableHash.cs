using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Saker.Data;

/// <summary>
/// The identity of a table's content: SHA-256 over names, types and values. Independent of how the rows were batched, and of what
/// lies under missing values. Times count to the microsecond; all NaNs are alike.
/// </summary>
public sealed class TableHash : IDisposable
{
    private const int BufferSize = 16 * 1024;

    private readonly IncrementalHash[] _columns;
    private readonly (string Name, ColumnType Type)[] _schema;
    private readonly byte[] _buffer = new byte[BufferSize];
    private long _rows;
    private int _filled;

    /// <param name="schema">Names and types of the tables that follow; whether values may be missing does not count.</param>
    public TableHash(Schema schema)
    {
        _schema = [.. schema.Select(column => (column.Name, column.Type))];
        _columns = [.. schema.Select(_ => IncrementalHash.CreateHash(HashAlgorithmName.SHA256))];
    }

    /// <summary>The hash of one table, 64 hexadecimal digits.</summary>
    public static string Compute(Table table)
    {
        using var hash = new TableHash(table.Schema);
        hash.Append(table);
        return hash.Finish();
    }

    /// <summary>Adds the next rows.</summary>
    /// <exception cref="SakerException">The columns are not those of the schema.</exception>
    public void Append(Table table)
    {
        if (!table.Columns.Select(column => (column.Name, column.Type)).SequenceEqual(_schema))
            throw new SakerException(ErrorKind.InvalidInput, $"The rows have other columns ({table.Schema}) than those before.");
        _rows += table.RowCount;
        for (var i = 0; i < _columns.Length; i++)
            Append(_columns[i], table.Columns[i]);
    }

    /// <summary>The hash of all rows so far, 64 hexadecimal digits.</summary>
    public string Finish()
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var text = new StringBuilder("saker table 1\n");
        text.Append(_rows).Append('\n').Append(_schema.Length).Append('\n');
        foreach (var (name, type) in _schema)
            text.Append(name.Length).Append(' ').Append(name).Append(' ').Append(type.Name()).Append('\n');
        whole.AppendData(Encoding.UTF8.GetBytes(text.ToString()));
        foreach (var column in _columns)
            whole.AppendData(column.GetCurrentHash());
        return Convert.ToHexStringLower(whole.GetCurrentHash());
    }

    public void Dispose()
    {
        foreach (var column in _columns)
            column.Dispose();
    }

    private void Append(IncrementalHash hash, Column column)
    {
        switch (column)
        {
            case Column<bool> booleans: AppendFixed(hash, booleans, static value => value ? 1 : 0); break;
            case Column<int> ints: AppendFixed(hash, ints, static value => value); break;
            case Column<long> longs: AppendFixed(hash, longs, static value => value); break;
            case Column<float> floats: AppendFixed(hash, floats, static value => Bits(value)); break;
            case Column<double> doubles: AppendFixed(hash, doubles, static value => Bits(value)); break;
            case Column<DateOnly> dates: AppendFixed(hash, dates, static value => value.DayNumber); break;
            case Column<DateTime> times: AppendFixed(hash, times, static value => value.Ticks / TimeSpan.TicksPerMicrosecond); break;
            case Column<string> texts: AppendTexts(hash, texts); break;
            default: throw new InvalidOperationException($"No hash for {column.Type.Name()}.");
        }
        Flush(hash);
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value);

    /// <summary>One byte that says whether the value is there, then the value in eight bytes.</summary>
    private void AppendFixed<T>(IncrementalHash hash, Column<T> column, Func<T, long> bits)
    {
        var values = column.Values.Span;
        for (var i = 0; i < values.Length; i++)
        {
            Reserve(hash, 9);
            var present = !column.IsNull(i);
            _buffer[_filled++] = present ? (byte)1 : (byte)0;
            if (!present)
                continue;
            BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_filled), bits(values[i]));
            _filled += 8;
        }
    }

    /// <summary>One byte that says whether the text is there, then its length and its UTF-8 bytes.</summary>
    private void AppendTexts(IncrementalHash hash, Column<string> column)
    {
        var values = column.Values.Span;
        for (var i = 0; i < values.Length; i++)
        {
            Reserve(hash, 5);
            var present = !column.IsNull(i);
            _buffer[_filled++] = present ? (byte)1 : (byte)0;
            if (!present)
                continue;
            var length = Encoding.UTF8.GetByteCount(values[i]);
            BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_filled), length);
            _filled += 4;
            if (length <= BufferSize - _filled)
            {
                _filled += Encoding.UTF8.GetBytes(values[i], _buffer.AsSpan(_filled));
                continue;
            }
            Flush(hash);
            hash.AppendData(Encoding.UTF8.GetBytes(values[i]));
        }
    }

    private void Reserve(IncrementalHash hash, int bytes)
    {
        if (_filled + bytes > BufferSize)
            Flush(hash);
    }

    private void Flush(IncrementalHash hash)
    {
        hash.AppendData(_buffer.AsSpan(0, _filled));
        _filled = 0;
    }
}
