using System.Data.Common;
using Npgsql;
using Saker.Data;
using Saker.Data.Sinks;

namespace Saker.Backends.Postgres;

/// <summary>A new table of PostgreSQL, filled by COPY in one transaction. Timestamps are stored with their zone, UTC.</summary>
internal sealed record PostgresSink : DatabaseSink
{
    public required PostgresAddress Address { get; init; }

    public override string Name => $"{Address.Name} {Table}";

    protected override DbConnection CreateConnection() => new NpgsqlConnection(Address.ConnectionString);

    protected override string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Boolean => "boolean",
        ColumnType.Int32 => "integer",
        ColumnType.Int64 => "bigint",
        ColumnType.Float32 => "real",
        ColumnType.Float64 => "double precision",
        ColumnType.Date => "date",
        ColumnType.Timestamp => "timestamp with time zone",
        _ => "text",
    };

    protected override object ValueOf(object value) => value is DateTime time ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : value;

    protected override string? Describe(Exception failure) => PostgresAddress.Describe(failure);

    protected override async Task<long> FillAsync(DbConnection connection, DbTransaction transaction, Schema schema, IAsyncEnumerable<Table> batches, CancellationToken cancellationToken)
    {
        await using var writer = await ((NpgsqlConnection)connection).BeginBinaryImportAsync($"COPY {QuotedTable} FROM STDIN (FORMAT BINARY)", cancellationToken);
        var rows = 0L;
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                await writer.StartRowAsync(cancellationToken);
                foreach (var column in batch.Columns)
                    await WriteAsync(writer, column.GetValue(row), cancellationToken);
            }
            rows += batch.RowCount;
        }
        await writer.CompleteAsync(cancellationToken);
        return rows;
    }

    private Task WriteAsync(NpgsqlBinaryImporter writer, object? value, CancellationToken cancellationToken) =>
        value is null ? writer.WriteNullAsync(cancellationToken) : writer.WriteAsync(ValueOf(value), cancellationToken);
}
