using System.Runtime.InteropServices;
using Saker.Data;

namespace Saker.Platform.Monitoring.Log;

/// <summary>Tables as bytes, column after column, so that they compress well.</summary>
internal static class TableCodec
{
    public static void Write(BinaryWriter to, Table? table)
    {
        to.Write7BitEncodedInt(table?.Columns.Count ?? 0);
        if (table is null)
            return;
        to.Write7BitEncodedInt(table.RowCount);
        foreach (var column in table.Columns)
            Write(to, column);
    }

    public static Table? Read(BinaryReader from)
    {
        var count = from.Read7BitEncodedInt();
        if (count == 0)
            return null;
        var rows = from.Read7BitEncodedInt();
        var columns = new Column[count];
        for (var i = 0; i < count; i++)
            columns[i] = Read(from, rows);
        return new Table(columns);
    }

    private static void Write(BinaryWriter to, Column column)
    {
        to.Write(column.Name);
        to.Write((byte)column.Type);
        to.Write(column.NullCount > 0);
        if (column.NullCount > 0)
            to.Write(MemoryMarshal.AsBytes(column.Validity.Words[..((column.Length + 63) / 64)]));
        switch (column)
        {
            case Column<bool> booleans: to.Write(MemoryMarshal.AsBytes(booleans.Values.Span)); break;
            case Column<int> ints: to.Write(MemoryMarshal.AsBytes(ints.Values.Span)); break;
            case Column<long> longs: to.Write(MemoryMarshal.AsBytes(longs.Values.Span)); break;
            case Column<float> floats: to.Write(MemoryMarshal.AsBytes(floats.Values.Span)); break;
            case Column<double> doubles: to.Write(MemoryMarshal.AsBytes(doubles.Values.Span)); break;
            case Column<string> texts:
                for (var row = 0; row < texts.Length; row++)
                    to.Write(texts.IsNull(row) ? "" : texts.Values.Span[row]);
                break;
            case Column<DateOnly> dates:
                foreach (var date in dates.Values.Span)
                    to.Write(date.DayNumber);
                break;
            case Column<DateTime> times:
                foreach (var time in times.Values.Span)
                    to.Write(time.Ticks);
                break;
        }
    }

    private static Column Read(BinaryReader from, int rows)
    {
        var name = from.ReadString();
        var type = (ColumnType)from.ReadByte();
        var validity = from.ReadBoolean() ? new Validity(Values<ulong>(from, (rows + 63) / 64)) : Validity.All;
        return type switch
        {
            ColumnType.Boolean => new Column<bool>(name, Values<bool>(from, rows), validity),
            ColumnType.Int32 => new Column<int>(name, Values<int>(from, rows), validity),
            ColumnType.Int64 => new Column<long>(name, Values<long>(from, rows), validity),
            ColumnType.Float32 => new Column<float>(name, Values<float>(from, rows), validity),
            ColumnType.Float64 => new Column<double>(name, Values<double>(from, rows), validity),
            ColumnType.Text => new Column<string>(name, Each(rows, from.ReadString), validity),
            ColumnType.Date => new Column<DateOnly>(name, Each(rows, () => DateOnly.FromDayNumber(from.ReadInt32())), validity),
            ColumnType.Timestamp => new Column<DateTime>(name, Each(rows, () => new DateTime(from.ReadInt64(), DateTimeKind.Utc)), validity),
            _ => throw new InvalidDataException($"There is no column type {(byte)type}."),
        };
    }

    private static T[] Values<T>(BinaryReader from, int count)
        where T : unmanaged
    {
        var values = new T[count];
        from.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static T[] Each<T>(int count, Func<T> read)
    {
        var values = new T[count];
        for (var i = 0; i < count; i++)
            values[i] = read();
        return values;
    }
}
