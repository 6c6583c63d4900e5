using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Saker.Data.Engine;

namespace Saker.Data.Expressions;

/// <summary>Expressions prepared on a connection of their own. For one thread at a time.</summary>
internal sealed unsafe class ExpressionStatement : IDisposable
{
    private static readonly int ChunkRows = (int)DuckDb.VectorSize();

    // The engine asks for a column at least; this one is asked for where no expression names any.
    private static readonly RowColumn NoColumn = new("none", ScalarType.Int8);

    private readonly SqlConnection _connection = ExpressionEngine.Connect();
    private readonly IReadOnlyList<int> _places;
    private readonly int _expressions;
    private GCHandle _handle;
    private nint _statement;
    private IRowExchange? _exchange;
    private ExceptionDispatchInfo? _failure;
    private int _given;

    /// <param name="columns">All columns.</param>
    /// <param name="places">Those of them that the expressions name.</param>
    /// <param name="expressions">Checked expressions in SQL.</param>
    /// <exception cref="SakerException">In the engine's words.</exception>
    public ExpressionStatement(IReadOnlyList<RowColumn> columns, IReadOnlyList<int> places, IReadOnlyList<string> expressions)
    {
        _places = places;
        _expressions = expressions.Count;
        Columns = places.Count == 0 ? [NoColumn] : [.. places.Select(place => columns[place])];
        // Weak, so that a statement that nobody holds any more is collected.
        _handle = GCHandle.Alloc(this, GCHandleType.Weak);
        if (DuckDb.Prepare(_connection.Handle, $"SELECT {string.Join(", ", expressions)} FROM {RowFunction.Call(_handle)}", out _statement) == 0)
            return;
        var error = SqlConnection.Error(DuckDb.PrepareError(_statement), CancellationToken.None);
        Dispose();
        throw error;
    }

    ~ExpressionStatement() => Release();

    /// <summary>The columns that it asks for.</summary>
    public IReadOnlyList<RowColumn> Columns { get; }

    public DuckDbType TypeOf(int expression) => DuckDb.PreparedColumnType(_statement, (ulong)expression);

    /// <exception cref="SakerException">In the engine's words.</exception>
    public void Run(IRowExchange exchange, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (_exchange, _given, _failure) = (exchange, 0, null);
        nint pending = 0;
        using var interrupt = cancellationToken.UnsafeRegister(static connection => DuckDb.Interrupt((nint)connection!), _connection.Handle);
        DuckDb.Result result = default;
        try
        {
            if (DuckDb.Start(_statement, out pending) != 0)
                throw Error(DuckDb.PendingError(pending), cancellationToken);
            if (DuckDb.Execute(pending, &result) != 0)
                throw Error(DuckDb.ResultError(&result), cancellationToken);
            Take(&result, exchange, cancellationToken);
        }
        finally
        {
            DuckDb.DestroyPending(ref pending);
            DuckDb.DestroyResult(&result);
            _exchange = null;
            GC.KeepAlive(this);
        }
    }

    /// <summary>Fills a chunk of the engine; how many rows, 0 at the end.</summary>
    public int Give(nint chunk)
    {
        try
        {
            var rows = Math.Min(ChunkRows, _exchange!.Rows - _given);
            if (rows > 0 && _places.Count == 0)
                new RowVector(DuckDb.ChunkVector(chunk, 0), rows).Values<byte>().Clear();
            for (var i = 0; rows > 0 && i < _places.Count; i++)
                _exchange.Fill(_places[i], _given, new RowVector(DuckDb.ChunkVector(chunk, (ulong)i), rows));
            _given += rows;
            return rows;
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
            throw;
        }
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Take(DuckDb.Result* result, IRowExchange exchange, CancellationToken cancellationToken)
    {
        var taken = 0;
        while (DuckDb.FetchChunk(*result) is var chunk && chunk != 0)
        {
            try
            {
                var rows = (int)DuckDb.ChunkSize(chunk);
                for (var i = 0; i < _expressions; i++)
                    exchange.Take(i, taken, new RowVector(DuckDb.ChunkVector(chunk, (ulong)i), rows));
                taken += rows;
            }
            finally
            {
                DuckDb.DestroyChunk(ref chunk);
            }
            cancellationToken.ThrowIfCancellationRequested();
        }
        if (taken != exchange.Rows)
            throw Error(DuckDb.ResultError(result), cancellationToken);
    }

    private Exception Error(nint text, CancellationToken cancellationToken)
    {
        if (!cancellationToken.IsCancellationRequested)
            _failure?.Throw();
        return SqlConnection.Error(text, cancellationToken);
    }

    private void Release()
    {
        if (_statement != 0)
            DuckDb.DestroyPrepare(ref _statement);
        _connection?.Dispose();
        if (_handle.IsAllocated)
            _handle.Free();
    }
}
