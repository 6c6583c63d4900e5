using System.Runtime.InteropServices;

namespace Saker.Data.Engine;

/// <summary>A running query. Its rows arrive in chunks of the engine and leave as tables.</summary>
internal sealed unsafe class SqlQuery(CancellationTokenRegistration interrupt, CancellationToken cancellationToken) : IDisposable
{
    private readonly DuckDb.Result* _result = (DuckDb.Result*)NativeMemory.AllocZeroed((nuint)sizeof(DuckDb.Result));
    private ColumnBuffer[] _columns = [];
    private DuckDbType[] _types = [];
    private bool _ended;
    private bool _disposed;

    public nint ErrorText => DuckDb.ResultError(_result);

    /// <summary>Takes the result over; false when the query failed.</summary>
    public bool Start(nint pending)
    {
        if (DuckDb.Execute(pending, _result) != 0)
            return false;
        _columns = new ColumnBuffer[(int)DuckDb.ColumnCount(_result)];
        _types = new DuckDbType[_columns.Length];
        for (var i = 0; i < _columns.Length; i++)
        {
            var name = Marshal.PtrToStringUTF8(DuckDb.ColumnName(_result, (ulong)i)) ?? "";
            _types[i] = DuckDb.ColumnTypeOf(_result, (ulong)i);
            _columns[i] = ColumnBuffer.For(name, _types[i]);
        }
        return true;
    }

    /// <summary>The next rows, <paramref name="atLeast"/> of them unless the query ends before; null at its end.</summary>
    public Table? Read(int atLeast)
    {
        var rows = 0;
        while (rows < atLeast && Fetch() is var chunk && chunk != 0)
        {
            try
            {
                rows += Append(chunk);
            }
            finally
            {
                DuckDb.DestroyChunk(ref chunk);
            }
        }
        return rows == 0 ? null : Take();
    }

    /// <summary>The next rows as the engine holds them, some thousand at most, for whoever reads them in place and disposes them; null at the end.</summary>
    public EngineChunk? ReadChunk() => Fetch() is var chunk && chunk != 0 ? new EngineChunk(chunk, _types) : null;

    /// <summary>A table of the same columns without rows.</summary>
    public Table Empty() => Take();

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        interrupt.Dispose();
        DuckDb.DestroyResult(_result);
        NativeMemory.Free(_result);
    }

    private Table Take() => new(_columns.Select(column => column.Take()));

    private int Append(nint chunk)
    {
        var rows = (int)DuckDb.ChunkSize(chunk);
        for (var i = 0; i < _columns.Length; i++)
        {
            var vector = DuckDb.ChunkVector(chunk, (ulong)i);
            _columns[i].Append(DuckDb.VectorData(vector), DuckDb.VectorValidity(vector), rows);
        }
        return rows;
    }

    private nint Fetch()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_ended)
            return 0;
        var chunk = DuckDb.FetchChunk(*_result);
        // To ask again after the end is an error to the engine.
        _ended = chunk == 0;
        if (_ended && DuckDb.ResultError(_result) is var error && error != 0)
            throw SqlConnection.Error(error, cancellationToken);
        return chunk;
    }
}
