using System.Data.Common;
using Npgsql;
using Saker.Data.Sources;

namespace Saker.Backends.Postgres;

/// <summary>A table or query of PostgreSQL, in a read-only transaction.</summary>
internal sealed record PostgresSource : DatabaseSource
{
    public required PostgresAddress Address { get; init; }

    public override string Name => Table is null ? Address.Name : $"{Address.Name} {Table}";

    protected override string TablesSql => """
        SELECT CASE WHEN table_schema = current_schema() THEN table_name ELSE table_schema || '.' || table_name END
        FROM information_schema.tables WHERE table_schema = ANY (current_schemas(false)) ORDER BY 1
        """;

    protected override DbConnection CreateConnection()
    {
        var parts = new NpgsqlConnectionStringBuilder(Address.ConnectionString);
        parts.Options = $"{parts.Options} -c default_transaction_read_only=on".Trim();
        return new NpgsqlConnection(parts.ToString());
    }

    protected override string? Describe(Exception failure) => PostgresAddress.Describe(failure);
}
