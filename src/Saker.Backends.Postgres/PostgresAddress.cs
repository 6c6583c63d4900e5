using Npgsql;
using Saker.Data;

namespace Saker.Backends.Postgres;

/// <summary>Where data lie in PostgreSQL: a connection, and how it is called without secrets.</summary>
internal sealed record PostgresAddress(string ConnectionString, string Name, bool HoldsSecret)
{
    /// <exception cref="SakerException">It is no address; the password is not repeated.</exception>
    public static PostgresAddress Parse(string text)
    {
        var parts = new NpgsqlConnectionStringBuilder(PostgresOptions.Parse(text).ConnectionString) { ApplicationName = "saker", Pooling = false };
        var port = parts.Port == NpgsqlConnection.DefaultPort ? "" : FormattableString.Invariant($":{parts.Port}");
        return new PostgresAddress(parts.ToString(), $"postgres://{parts.Host}{port}/{parts.Database}", parts.Password is { Length: > 0 } || parts.SslPassword is { Length: > 0 });
    }

    /// <summary>Without secrets.</summary>
    public override string ToString() => Name;

    /// <summary>What the database said, without the values that it may repeat in details.</summary>
    public static string? Describe(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => "a source is only read; the query changes something.",
        PostgresException { SqlState: PostgresErrorCodes.DuplicateTable } e => $"{e.MessageText}; replace it, or name another.",
        PostgresException e => $"PostgreSQL answers: {e.MessageText}",
        NpgsqlException e => $"PostgreSQL cannot be reached: {(e.InnerException ?? e).Message}",
        System.Net.Sockets.SocketException or TimeoutException => $"PostgreSQL cannot be reached: {failure.Message}",
        InvalidCastException or OverflowException => $"a value cannot be read: {failure.Message} Cast it in a query (sql).",
        _ => null,
    };
}
