using System.Data.Common;

namespace Saker.Platform.Storage;

/// <summary>
/// Where metadata lives: SQLite in the home, or a database that several processes and machines share. Any number of readers;
/// writes happen one after the other, as if each were alone, and are durable when their task completes. Thread-safe, and safe
/// between processes. The SQL that capabilities give it is plain enough for every database.
/// </summary>
public abstract class Database : IAsyncDisposable
{
    private readonly WriteQueue _writes;

    /// <param name="time">Measures how long changes are gathered; the system's when null.</param>
    protected Database(TimeProvider? time = null) => _writes = new WriteQueue(this, time ?? TimeProvider.System);

    /// <summary>The database's kind, as the names of migrations have it: <c>sqlite</c>, <c>postgres</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>A migration as this database understands it.</summary>
    public virtual string AdaptMigration(string sql) => sql;

    /// <summary>A query or a change as this database understands it; lists are written <c>id IN @ids</c>.</summary>
    public virtual string AdaptQuery(string sql) => sql;

    /// <summary>Runs queries that all see the same state.</summary>
    public Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken) => GuardAsync(
        async () =>
        {
            await using var connection = await OpenAsync(forWriting: false, cancellationToken);
            await using var transaction = await BeginAsync(connection, forWriting: false, cancellationToken);
            var result = await work(new Session(this, connection, transaction, cancellationToken));
            await transaction.CommitAsync(cancellationToken);
            return result;
        },
        cancellationToken);

    /// <summary>Runs a change: all of it is durable when the task completes, or none of it happened. Changes that wait at the same time become durable together.</summary>
    public Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        var write = new PendingWrite<T>(work, cancellationToken);
        _writes.Add(write);
        return write.Task;
    }

    public Task WriteAsync(Func<Session, Task> work, CancellationToken cancellationToken) => WriteAsync(
        async session =>
        {
            await work(session);
            return true;
        },
        cancellationToken);

    /// <summary>Makes the database ready for its first use by this program; harmless when it is.</summary>
    public virtual Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Finishes the writes that wait and lets go of the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>An open connection, of a pool; the one who writes never waits for those who read.</summary>
    protected internal abstract Task<DbConnection> OpenAsync(bool forWriting, CancellationToken cancellationToken);

    /// <summary>Begins a transaction: for reading, one that sees a single state; for writing, one that no other writer, in whatever process, works beside.</summary>
    protected internal abstract Task<DbTransaction> BeginAsync(DbConnection connection, bool forWriting, CancellationToken cancellationToken);

    protected internal virtual Task CommitAsync(DbTransaction transaction) => transaction.CommitAsync(CancellationToken.None);

    /// <summary>What a failure of the database is to the caller; null when it is no such failure.</summary>
    protected internal abstract Exception? Translate(Exception failure);

    protected abstract ValueTask CloseAsync();

    /// <summary>Databases may work on the calling thread; a pool thread takes it, so that callers stay asynchronous.</summary>
    protected async Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(work, cancellationToken);
        }
        catch (Exception e) when (Translate(e) is { } failure)
        {
            throw failure;
        }
    }
}
