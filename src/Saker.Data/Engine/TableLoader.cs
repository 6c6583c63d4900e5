using System.Runtime.InteropServices;
using System.Text;

namespace Saker.Data.Engine;

/// <summary>Copies a <see cref="Table"/> into a temporary table of the engine, chunk by chunk.</summary>
internal static unsafe class TableLoader
{
    /// <summary>Makes the temporary table <paramref name="name"/> with columns <c>c0</c>, <c>c1</c> ... in the order of <paramref name="table"/>.</summary>
    /// <param name="connection">The table lives as long as it.</param>
    /// <param name="name">A plain word.</param>
    /// <param name="table">At least one column.</param>
    /// <param name="keepNaN">Whether a NaN stays one; otherwise it becomes a missing value.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    public static void Load(SqlConnection connection, string name, Table table, bool keepNaN, CancellationToken cancellationToken)
    {
        var columns = table.Columns.Select((column, i) => FormattableString.Invariant($"c{i} {SqlText.Type(column.Type)}"));
        connection.Execute($"CREATE TEMP TABLE {name} ({string.Join(", ", columns)})", cancellationToken);
        if (DuckDb.CreateAppender(connection.Handle, "temp", "main", name, out var appender) != 0)
            throw Fail(appender);
        try
        {
            Append(appender, table, keepNaN, cancellationToken);
            if (DuckDb.CloseAppender(appender) != 0)
                throw Fail(appender);
        }
        finally
        {
            _ = DuckDb.DestroyAppender(ref appender);
        }
    }

    private static void Append(nint appender, Table table, bool keepNaN, CancellationToken cancellationToken)
    {
        var types = table.Columns.Select(column => DuckDb.CreateType(TypeOf(column.Type))).ToArray();
        nint chunk;
        fixed (nint* first = types)
            chunk = DuckDb.CreateChunk(first, (ulong)types.Length);
        try
        {
            var size = (int)DuckDb.VectorSize();
            for (var start = 0; start < table.RowCount; start += size)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var rows = Math.Min(size, table.RowCount - start);
                DuckDb.ResetChunk(chunk);
                for (var c = 0; c < types.Length; c++)
                    Fill(DuckDb.ChunkVector(chunk, (ulong)c), table.Columns[c], start, rows, keepNaN);
                DuckDb.SetChunkSize(chunk, (ulong)rows);
                if (DuckDb.AppendChunk(appender, chunk) != 0)
                    throw Fail(appender);
            }
        }
        finally
        {
            DuckDb.DestroyChunk(ref chunk);
            for (var i = 0; i < types.Length; i++)
                DuckDb.DestroyType(ref types[i]);
        }
    }

    internal static void Fill(nint vector, Column column, int start, int rows, bool keepNaN)
    {
        switch (column)
        {
            case Column<bool> booleans: Copy(vector, booleans, start, rows); break;
            case Column<int> ints: Copy(vector, ints, start, rows); break;
            case Column<long> longs: Copy(vector, longs, start, rows); break;
            case Column<float> floats: Copy(vector, floats, start, rows); break;
            case Column<double> doubles: Copy(vector, doubles, start, rows); break;
            case Column<DateOnly> dates: Convert(vector, dates, start, rows, static date => EngineTimes.FromDate(date)); break;
            case Column<DateTime> times: Convert(vector, times, start, rows, static time => EngineTimes.FromTimestamp(time)); break;
            case Column<string> texts: CopyTexts(vector, texts, start, rows); break;
            default: throw new InvalidOperationException($"No vector for {column.Type.Name()}.");
        }
        var nan = !keepNaN && column.Type is ColumnType.Float32 or ColumnType.Float64;
        if (column.Validity.IsAll && !nan)
            return;
        DuckDb.MakeValidityWritable(vector);
        var words = DuckDb.VectorValidity(vector);
        for (var i = 0; i < rows; i++)
        {
            if (column.IsNull(start + i) || (nan && IsNaN(column, start + i)))
                words[i >> 6] &= ~(1UL << (i & 63));
        }
    }

    private static bool IsNaN(Column column, int row) => column switch
    {
        Column<double> doubles => double.IsNaN(doubles.Values.Span[row]),
        Column<float> floats => float.IsNaN(floats.Values.Span[row]),
        _ => false,
    };

    private static void Copy<T>(nint vector, Column<T> column, int start, int rows)
        where T : unmanaged => column.Values.Span.Slice(start, rows).CopyTo(new Span<T>(DuckDb.VectorData(vector), rows));

    private static void Convert<T, TStored>(nint vector, Column<T> column, int start, int rows, Func<T, TStored> convert)
        where TStored : unmanaged
    {
        var stored = new Span<TStored>(DuckDb.VectorData(vector), rows);
        var values = column.Values.Span.Slice(start, rows);
        for (var i = 0; i < rows; i++)
            stored[i] = convert(values[i]);
    }

    private static void CopyTexts(nint vector, Column<string> column, int start, int rows)
    {
        var buffer = new byte[256];
        var values = column.Values.Span;
        for (var i = 0; i < rows; i++)
        {
            if (column.IsNull(start + i))
                continue;
            var text = values[start + i];
            var most = Encoding.UTF8.GetMaxByteCount(text.Length);
            if (most > buffer.Length)
                buffer = new byte[most];
            var length = Encoding.UTF8.GetBytes(text, buffer);
            fixed (byte* bytes = buffer)
                DuckDb.AssignText(vector, (ulong)i, bytes, (ulong)length);
        }
    }

    internal static DuckDbType TypeOf(ColumnType type) => type switch
    {
        ColumnType.Boolean => DuckDbType.Boolean,
        ColumnType.Int32 => DuckDbType.Integer,
        ColumnType.Int64 => DuckDbType.BigInt,
        ColumnType.Float32 => DuckDbType.Float,
        ColumnType.Float64 => DuckDbType.Double,
        ColumnType.Text => DuckDbType.VarChar,
        ColumnType.Date => DuckDbType.Date,
        ColumnType.Timestamp => DuckDbType.Timestamp,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a column type."),
    };

    private static SakerException Fail(nint appender) =>
        new(ErrorKind.Internal, $"Rows could not be given to the SQL engine: {Marshal.PtrToStringUTF8(DuckDb.AppenderError(appender))}");
}
