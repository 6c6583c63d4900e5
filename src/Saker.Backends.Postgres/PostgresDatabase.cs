using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Backends.Postgres;

/// <summary>
/// Metadata in PostgreSQL, shared by any number of processes and machines. Writers take a lock of the installation for the time
/// of their transaction, so that the same SQL means the same as on SQLite; reading waits for nobody.
/// </summary>
internal sealed partial class PostgresDatabase : Database
{
    private readonly PostgresOptions _options;
    private readonly NpgsqlDataSource _readers;
    private readonly NpgsqlDataSource _writer;
    private readonly long _lock;

    public PostgresDatabase(PostgresOptions options)
    {
        _options = options;
        _lock = BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes("saker " + options.Schema)));
        var parts = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            ApplicationName = "saker",
            SearchPath = options.Schema,
            MaxPoolSize = Math.Max(1, options.MaxConnections - 1),
            MaxAutoPrepare = 200,
            // Acknowledged means durable, whatever the server's default.
            Options = $"-c synchronous_commit=on -c lock_timeout={(long)options.MaxWriteWait.TotalMilliseconds}",
        };
        _readers = new NpgsqlDataSourceBuilder(parts.ToString()).Build();
        // One connection is the writer's: however many read, changes get through.
        parts.MaxPoolSize = 1;
        _writer = new NpgsqlDataSourceBuilder(parts.ToString()).Build();
    }

    public override string Kind => "postgres";

    /// <summary>Texts are ordered by code point as SQLite does, whatever the database's own collation.</summary>
    public override string AdaptMigration(string sql) => TextColumn().Replace(sql, "TEXT COLLATE \"C\"");

    /// <summary>A list is one parameter here, an array, whatever its length: so there are few different statements.</summary>
    public override string AdaptQuery(string sql) => sql.Contains(" IN @", StringComparison.Ordinal)
        ? List().Replace(sql, match => match.Groups["not"].Success ? $"<> ALL({match.Groups["list"].Value})" : $"= ANY({match.Groups["list"].Value})")
        : sql;

    public override Task PrepareAsync(CancellationToken cancellationToken) => GuardAsync(
        async () =>
        {
            await using var connection = await _writer.OpenConnectionAsync(cancellationToken);
            // To make a schema needs a right on the database even where there is nothing to make.
            await using var lookUp = new NpgsqlCommand($"SELECT to_regnamespace('{_options.Schema}') IS NULL", connection);
            if (await lookUp.ExecuteScalarAsync(cancellationToken) is not true)
                return 0;
            // Two that make the same schema at the same moment would both find none, and one would fail to make it.
            await using var make = new NpgsqlCommand($"SELECT pg_advisory_lock({_lock}); CREATE SCHEMA IF NOT EXISTS {_options.Schema}; SELECT pg_advisory_unlock({_lock})", connection);
            return await make.ExecuteNonQueryAsync(cancellationToken);
        },
        cancellationToken);

    protected override async Task<DbConnection> OpenAsync(bool forWriting, CancellationToken cancellationToken) => await (forWriting ? _writer : _readers).OpenConnectionAsync(cancellationToken);

    protected override async Task<DbTransaction> BeginAsync(DbConnection connection, bool forWriting, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(forWriting ? IsolationLevel.ReadCommitted : IsolationLevel.RepeatableRead, cancellationToken);
        if (!forWriting)
            return transaction;
        try
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"SELECT pg_advisory_xact_lock({_lock})";
            await command.ExecuteNonQueryAsync(cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    protected override Exception? Translate(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } e =>
            Unavailable($"The database {_options} stayed busy for {_options.MaxWriteWait.TotalSeconds:0.#} s: another process writes to it. Nothing was changed; try again.", e),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } e => Unavailable($"The disk of the database {_options} is full. Nothing was changed; make room and try again.", e),
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } e => Unavailable($"The database {_options} takes no writes: {e.MessageText}. Nothing was changed.", e),
        PostgresException e when IsConnection(e.SqlState) => Unreachable(e, e.MessageText),
        PostgresException e when IsSetUp(e.SqlState) => Unavailable($"The database {_options} lets nobody in: {e.MessageText}. Check its address, user, password and rights (--database, or the variable SAKER_DATABASE).", e),
        PostgresException => null,
        NpgsqlException or SocketException or TimeoutException => Unreachable(failure, failure.InnerException?.Message ?? failure.Message),
        // Npgsql says so when the connection broke between two commands; who calls it may be named where the compiler drew its code into theirs.
        InvalidOperationException { Source: "Npgsql" or "Dapper" } => Unreachable(failure, failure.Message),
        _ => null,
    };

    protected override async ValueTask CloseAsync()
    {
        await _readers.DisposeAsync();
        await _writer.DisposeAsync();
    }

    private SakerException Unreachable(Exception reason, string why)
    {
        // Connections that lie ready are likely to be as broken; the next caller gets a new one.
        _readers.Clear();
        _writer.Clear();
        return Unavailable($"The database {_options} cannot be reached: {why.TrimEnd('.')}. Nothing that was not acknowledged is certain; try again.", reason);
    }

    private static SakerException Unavailable(string message, Exception reason) => new(ErrorKind.Unavailable, message, "database", reason) { RetryAfter = TimeSpan.FromSeconds(1) };

    // Class 08: connection exceptions; 57P: the server is being stopped or started; 53300: too many connections.
    private static bool IsConnection(string state) => state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal) || state == PostgresErrorCodes.TooManyConnections;

    // Class 28: authorization; 3D000: no such database; 42501: a missing right.
    private static bool IsSetUp(string state) => state.StartsWith("28", StringComparison.Ordinal) || state is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege;

    [GeneratedRegex(@"\bTEXT\b")]
    private static partial Regex TextColumn();

    [GeneratedRegex(@"\b(?<not>NOT )?IN (?<list>@\w+)")]
    private static partial Regex List();
}
