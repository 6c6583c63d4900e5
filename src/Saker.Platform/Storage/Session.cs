using System.Data.Common;
using Dapper;

namespace Saker.Platform.Storage;

/// <summary>One transaction's way to the database; valid only within the work it was given to.</summary>
public sealed class Session(Database database, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
{
    /// <returns>The number of rows changed.</returns>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) => connection.ExecuteAsync(Command(sql, parameters));

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) => (await connection.QueryAsync<T>(Command(sql, parameters))).AsList();

    /// <summary>The first row, or null.</summary>
    public Task<T?> FindAsync<T>(string sql, object? parameters = null) => connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters));

    /// <summary>The first value of the first row.</summary>
    public Task<T?> ScalarAsync<T>(string sql, object? parameters = null) => connection.ExecuteScalarAsync<T>(Command(sql, parameters));

    /// <summary>Gives each row to <paramref name="read"/>, which takes its columns by position: for results too large for a record a row.</summary>
    public async Task ReadAsync(string sql, object? parameters, Action<DbDataReader> read)
    {
        await using var reader = await connection.ExecuteReaderAsync(Command(sql, parameters));
        while (await reader.ReadAsync(cancellationToken))
            read(reader);
    }

    private CommandDefinition Command(string sql, object? parameters) => new(database.AdaptQuery(sql), parameters, transaction, cancellationToken: cancellationToken);
}
