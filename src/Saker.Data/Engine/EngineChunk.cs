namespace Saker.Data.Engine;

/// <summary>Some thousand rows of a query as the engine holds them. May be read by several threads at once.</summary>
internal sealed unsafe class EngineChunk(nint handle, DuckDbType[] types) : IDisposable
{
    private nint _handle = handle;

    public int Rows { get; } = (int)DuckDb.ChunkSize(handle);

    public EngineVector Vector(int column)
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        var vector = DuckDb.ChunkVector(_handle, (ulong)column);
        return new EngineVector(types[column], DuckDb.VectorData(vector), DuckDb.VectorValidity(vector), Rows);
    }

    public void Dispose()
    {
        if (_handle != 0)
            DuckDb.DestroyChunk(ref _handle);
    }
}
