using System.Data.Common;
using System.Globalization;
using Saker.Data.Engine;

namespace Saker.Data.Sinks;

/// <summary>A new table of a database, filled over ADO.NET in one transaction.</summary>
public abstract record DatabaseSink : DataSink
{
    private const int MaxRowsAtOnce = 100;

    /// <summary>The table, also with its schema (<c>sales.orders</c>).</summary>
    public required string Table { get; init; }

    /// <summary>Whether a table of that name is dropped first; otherwise it is an error.</summary>
    public bool Replace { get; init; }

    /// <summary>The most values of one statement.</summary>
    protected virtual int MaxParameters => 900;

    /// <summary>A connection, not yet open.</summary>
    protected abstract DbConnection CreateConnection();

    /// <summary>The database's name of a column's type.</summary>
    protected abstract string TypeOf(ColumnType type);

    /// <summary>A value as the database takes it; never null.</summary>
    protected virtual object ValueOf(object value) => value;

    /// <summary>What the database said, in words for a user and without secrets; null for a fault that is not its own.</summary>
    protected abstract string? Describe(Exception failure);

    private protected override async Task<long> WriteAllAsync(Schema schema, IAsyncEnumerable<Table> batches, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = CreateConnection();
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            var columns = string.Join(", ", schema.Select(column => $"{SqlText.Name(column.Name)} {TypeOf(column.Type)}"));
            if (Replace)
                await ExecuteAsync(connection, transaction, $"DROP TABLE IF EXISTS {QuotedTable}", cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(connection, transaction, $"CREATE TABLE {QuotedTable} ({columns})", cancellationToken).ConfigureAwait(false);
            var rows = await FillAsync(connection, transaction, schema, batches, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return rows;
        }
        catch (Exception e) when (e is not (SakerException or OperationCanceledException) && Describe(e) is { } what)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new SakerException(ErrorKind.InvalidInput, $"{Name}: {what}", "target", e);
        }
    }

    /// <summary>The name of the table in quotes.</summary>
    protected string QuotedTable => string.Join('.', Table.Split('.').Select(SqlText.Name));

    /// <summary>Adds the rows to the table, which has these columns. Gives their number.</summary>
    protected virtual async Task<long> FillAsync(DbConnection connection, DbTransaction transaction, Schema schema, IAsyncEnumerable<Table> batches, CancellationToken cancellationToken)
    {
        var atOnce = Math.Clamp(MaxParameters / schema.Count, 1, MaxRowsAtOnce);
        await using var many = Insert(connection, transaction, schema.Count, atOnce);
        await using var one = Insert(connection, transaction, schema.Count, 1);
        var rows = 0L;
        await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var row = 0;
            for (; row + atOnce <= batch.RowCount; row += atOnce)
                await InsertAsync(many, batch, row, atOnce, cancellationToken).ConfigureAwait(false);
            for (; row < batch.RowCount; row++)
                await InsertAsync(one, batch, row, 1, cancellationToken).ConfigureAwait(false);
            rows += batch.RowCount;
        }
        return rows;
    }

    private DbCommand Insert(DbConnection connection, DbTransaction transaction, int columns, int rows)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        var places = new List<string>();
        for (var row = 0; row < rows; row++)
        {
            var names = new string[columns];
            for (var i = 0; i < columns; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{(row * columns) + i}");
                command.Parameters.Add(parameter);
                names[i] = parameter.ParameterName;
            }
            places.Add($"({string.Join(", ", names)})");
        }
        command.CommandText = $"INSERT INTO {QuotedTable} VALUES {string.Join(", ", places)}";
        return command;
    }

    private async Task InsertAsync(DbCommand insert, Table batch, int first, int rows, CancellationToken cancellationToken)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < batch.Columns.Count; i++)
                insert.Parameters[(row * batch.Columns.Count) + i].Value = batch.Columns[i].GetValue(first + row) is { } value ? ValueOf(value) : DBNull.Value;
        }
        await insert.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
