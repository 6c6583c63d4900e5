namespace Saker.Data.Engine;

/// <summary>Gathers the values of one column out of the engine's vectors.</summary>
internal abstract unsafe class ColumnBuffer(string name)
{
    protected string Name { get; } = name;

    public static ColumnBuffer For(string name, DuckDbType type) => type switch
    {
        DuckDbType.Boolean => new ValueBuffer<bool>(name),
        DuckDbType.Integer => new ValueBuffer<int>(name),
        DuckDbType.BigInt => new ValueBuffer<long>(name),
        DuckDbType.Float => new ValueBuffer<float>(name),
        DuckDbType.Double => new ValueBuffer<double>(name),
        DuckDbType.TinyInt => new ConvertedBuffer<sbyte, int>(name, static value => value),
        DuckDbType.SmallInt => new ConvertedBuffer<short, int>(name, static value => value),
        DuckDbType.UTinyInt => new ConvertedBuffer<byte, int>(name, static value => value),
        DuckDbType.USmallInt => new ConvertedBuffer<ushort, int>(name, static value => value),
        DuckDbType.UInteger => new ConvertedBuffer<uint, long>(name, static value => value),
        DuckDbType.Date => new ConvertedBuffer<int, DateOnly>(name, EngineTimes.ToDate),
        DuckDbType.Timestamp or DuckDbType.TimestampTz => new ConvertedBuffer<long, DateTime>(name, EngineTimes.ToTimestamp),
        DuckDbType.VarChar => new TextBuffer(name),
        _ => throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"Column '{name}' has a type ({(int)type}) of the SQL engine that a table does not have; cast it in the query."), name),
    };

    /// <summary>Adds the rows of one vector.</summary>
    /// <param name="data">The values.</param>
    /// <param name="validity">One bit a row, set when the value is there; null when all are.</param>
    /// <param name="rows">How many.</param>
    public abstract void Append(void* data, ulong* validity, int rows);

    /// <summary>The rows gathered since the last call.</summary>
    public abstract Column Take();
}
