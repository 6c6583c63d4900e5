using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Saker.Data;
using Saker.Data.Sources;

namespace Saker.Platform.Storage;

/// <summary>The home's SQLite database: readers do not wait for the writer, nor the writer for them.</summary>
internal sealed class SqliteDatabase : Database
{
    // Of each connection, of which many readers keep one: the system's own cache holds the file once for all of them.
    private const int CachedKibibytes = 400;

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

    public SqliteDatabase(SakerHome home, HomeOptions options)
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

    public override string Kind => "sqlite";

    /// <summary>The write-ahead log lets readers and the writer work side by side; the file remembers it.</summary>
    public override Task PrepareAsync(CancellationToken cancellationToken) => GuardAsync(
        async () =>
        {
            await using var connection = await OpenAsync(forWriting: true, cancellationToken);
            return await connection.ExecuteScalarAsync<string>("PRAGMA journal_mode = WAL");
        },
        cancellationToken);

    protected internal override async Task<DbConnection> OpenAsync(bool forWriting, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            // FULL: the log is flushed at every commit, so that what was acknowledged survives a power cut as well. LIKE as other databases have it.
            await connection.ExecuteAsync(new CommandDefinition($"PRAGMA synchronous = FULL; PRAGMA case_sensitive_like = ON; PRAGMA cache_size = -{CachedKibibytes}; PRAGMA busy_timeout = {(long)_maxWriteWait.TotalMilliseconds}", cancellationToken: cancellationToken));
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A write takes the lock at once (BEGIN IMMEDIATE): what it reads cannot change before it commits.</summary>
    protected internal override Task<DbTransaction> BeginAsync(DbConnection connection, bool forWriting, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: !forWriting));

    protected internal override Exception? Translate(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: Busy or Locked } e => new SakerException(
            ErrorKind.Unavailable, $"The database '{_file}' stayed busy for {_maxWriteWait.TotalSeconds:0.#} s: another process writes to it. Nothing was changed; try again.", "home", e),
        SqliteException { SqliteErrorCode: Full } e => new SakerException(ErrorKind.Unavailable, $"The disk of '{_file}' is full. Nothing was changed; make room and try again.", "home", e),
        SqliteException { SqliteErrorCode: NotPermitted or ReadOnly or IoError or CannotOpen } e => _home.Unwritable(e),
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } e => new SakerException(ErrorKind.Internal, $"The database '{_file}' is damaged: {e.Message} Restore it from a backup.", "home", e),
        _ => null,
    };

    protected override ValueTask CloseAsync()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }
}
