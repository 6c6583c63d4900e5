using Dapper;
using Microsoft.Data.Sqlite;
using Saker.Data;

namespace Saker.Platform.Storage;

/// <summary>
/// The home's SQLite database. Any number of readers beside one writer; a write is durable when it returns. Thread-safe, and
/// safe between processes.
/// </summary>
internal sealed class Database : IDisposable
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NotPermitted = 3;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    private readonly SakerHome _home;
    private readonly string _connectionString;
    private readonly string _file;
    private readonly TimeSpan _maxWriteWait;
    private readonly SemaphoreSlim _writing = new(1);

    public Database(SakerHome home, HomeOptions options)
    {
        SqliteLibrary.EnsureLoaded();
        _home = home;
        _file = home.DatabaseFile;
        _maxWriteWait = options.MaxWriteWait;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = _file,
            ForeignKeys = true,
            DefaultTimeout = (int)Math.Ceiling(options.MaxWriteWait.TotalSeconds),
        }.ToString();
    }

    /// <summary>Runs queries that all see the same state.</summary>
    public Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(work, forWriting: false, cancellationToken);

    /// <summary>Runs a change: all of it is durable when the task completes, or none of it happened.</summary>
    public async Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        // Writers of this process wait here in order; only those of other processes meet at SQLite's lock, which is unfair.
        if (!await _writing.WaitAsync(_maxWriteWait, cancellationToken))
            throw Unavailable(null);
        try
        {
            return await RunAsync(work, forWriting: true, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    public Task WriteAsync(Func<Session, Task> work, CancellationToken cancellationToken) => WriteAsync(
        async session =>
        {
            await work(session);
            return true;
        },
        cancellationToken);

    /// <summary>Readers do not wait for the writer, nor the writer for them. Once per opening; the file remembers it.</summary>
    public Task UseWriteAheadLogAsync(CancellationToken cancellationToken) => Guarded(
        async () =>
        {
            await using var connection = await OpenAsync(cancellationToken);
            return await connection.ExecuteScalarAsync<string>("PRAGMA journal_mode = WAL");
        },
        cancellationToken);

    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
        _writing.Dispose();
    }

    private Task<T> RunAsync<T>(Func<Session, Task<T>> work, bool forWriting, CancellationToken cancellationToken) => Guarded(
        async () =>
        {
            await using var connection = await OpenAsync(cancellationToken);
            // A write takes the lock at once (BEGIN IMMEDIATE): what it reads cannot change before it commits.
            await using var transaction = connection.BeginTransaction(deferred: !forWriting);
            var result = await work(new Session(connection, transaction, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            transaction.Commit();
            return result;
        },
        cancellationToken);

    /// <summary>SQLite works on the calling thread; a pool thread takes it, so that callers stay asynchronous.</summary>
    private async Task<T> Guarded<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(work, cancellationToken);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Busy or Locked)
        {
            throw Unavailable(e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Full)
        {
            throw new SakerException(ErrorKind.Unavailable, $"The disk of '{_file}' is full. Nothing was changed; make room and try again.", "home", e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is NotPermitted or ReadOnly or IoError or CannotOpen)
        {
            throw _home.Unwritable(e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Corrupt or NotADatabase)
        {
            throw new SakerException(ErrorKind.Internal, $"The database '{_file}' is damaged: {e.Message} Restore it from a backup.", "home", e);
        }
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            // FULL: the log is flushed at every commit, so that what was acknowledged survives a power cut as well.
            await connection.ExecuteAsync(new CommandDefinition($"PRAGMA synchronous = FULL; PRAGMA busy_timeout = {(long)_maxWriteWait.TotalMilliseconds}", cancellationToken: cancellationToken));
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private SakerException Unavailable(Exception? inner) => new(
        ErrorKind.Unavailable,
        $"The database '{_file}' stayed busy for {_maxWriteWait.TotalSeconds:0.#} s: another process writes to it. Nothing was changed; try again.",
        "home",
        inner);
}
