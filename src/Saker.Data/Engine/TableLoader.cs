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
        using var appender = new TableAppender(connection, name, [.. table.Columns.Select(column => column.Type)], keepNaN, cancellationToken);
        appender.Append(table, cancellationToken);
        appender.Finish();
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
}
