using System.Runtime.InteropServices;

namespace Saker.Data.Engine;

/// <summary>A connection to the engine, for one thread at a time. Temporary tables live as long as it does.</summary>
internal sealed unsafe class SqlConnection(nint handle, nint ownDatabase = 0) : IDisposable
{
    private nint _handle = handle;
    private nint _ownDatabase = ownDatabase;

    public nint Handle => _handle;

    /// <summary>Runs one statement and drops its rows.</summary>
    public void Execute(string sql, CancellationToken cancellationToken)
    {
        using var query = Open(sql, cancellationToken);
        while (query.Read(int.MaxValue) is not null)
        {
        }
    }

    /// <summary>Runs a query and keeps all its rows.</summary>
    public Table QueryAll(string sql, CancellationToken cancellationToken)
    {
        using var query = Open(sql, cancellationToken);
        return query.Read(int.MaxValue) ?? query.Empty();
    }

    /// <summary>The type of the first column of a query, which is not run.</summary>
    public DuckDbType TypeOf(string sql)
    {
        nint statement = 0;
        try
        {
            return DuckDb.Prepare(_handle, sql, out statement) == 0
                ? DuckDb.PreparedColumnType(statement, 0)
                : throw Error(DuckDb.PrepareError(statement), CancellationToken.None);
        }
        finally
        {
            DuckDb.DestroyPrepare(ref statement);
        }
    }

    /// <summary>Starts a query whose rows are then read piece by piece; only one at a time.</summary>
    public SqlQuery Open(string sql, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        nint statement = 0;
        nint pending = 0;
        var interrupt = cancellationToken.UnsafeRegister(static connection => DuckDb.Interrupt((nint)connection!), _handle);
        try
        {
            if (DuckDb.Prepare(_handle, sql, out statement) != 0)
                throw Error(DuckDb.PrepareError(statement), cancellationToken);
            if (DuckDb.Start(statement, out pending) != 0)
                throw Error(DuckDb.PendingError(pending), cancellationToken);
            return Start(pending, interrupt, cancellationToken);
        }
        catch
        {
            interrupt.Dispose();
            throw;
        }
        finally
        {
            DuckDb.DestroyPending(ref pending);
            DuckDb.DestroyPrepare(ref statement);
        }
    }

    public void Dispose()
    {
        if (_handle != 0)
            DuckDb.Disconnect(ref _handle);
        if (_ownDatabase != 0)
            DuckDb.Close(ref _ownDatabase);
    }

    private static SqlQuery Start(nint pending, CancellationTokenRegistration interrupt, CancellationToken cancellationToken)
    {
        var query = new SqlQuery(interrupt, cancellationToken);
        try
        {
            return query.Start(pending) ? query : throw Error(query.ErrorText, cancellationToken);
        }
        catch
        {
            query.Dispose();
            throw;
        }
    }

    internal static Exception Error(nint text, CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested
        ? new OperationCanceledException(cancellationToken)
        : SqlErrors.From(Marshal.PtrToStringUTF8(text));
}
