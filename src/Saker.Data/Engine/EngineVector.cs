namespace Saker.Data.Engine;

/// <summary>The values of one column in one chunk of the engine, read in place; valid as long as the chunk.</summary>
internal readonly unsafe ref struct EngineVector(DuckDbType type, void* data, ulong* validity, int rows)
{
    private readonly void* _data = data;
    private readonly ulong* _validity = validity;

    public DuckDbType Type { get; } = type;

    public int Rows { get; } = rows;

    /// <summary>One bit a row, set when the value is there; empty when all are.</summary>
    public ReadOnlySpan<ulong> ValidityWords => _validity is null ? [] : new(_validity, (Rows + 63) / 64);

    /// <summary>The values as they are stored; what stands where one is missing means nothing.</summary>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged => new(_data, Rows);

    /// <summary>The UTF-8 of a text that is there.</summary>
    public ReadOnlySpan<byte> Text(int row) => DuckDb.Text.Bytes((DuckDb.Text*)_data + row);
}
