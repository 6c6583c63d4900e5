using System.Data;
using System.Data.Common;
using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>
/// A table or query of a database, read over ADO.NET; the query runs there. What reads a kind of database (SQLite, PostgreSQL, ODBC ...) derives from it.
/// </summary>
/// <remarks>The rows are streamed into the engine, which keeps them, beyond its memory limit in its temporary folder, for as long as they are read.</remarks>
public abstract record DatabaseSource : DataSource
{
    private const int RowsBetweenLooks = 1024;

    /// <summary>The table or view, also with its schema (<c>sales.orders</c>); null when there is a query, or one table only.</summary>
    public string? Table { get; init; }

    /// <summary>One SELECT, run by the database itself; null reads the table.</summary>
    public string? Sql { get; init; }

    /// <summary>How long the database may take to answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A connection, not yet open, that can change nothing.</summary>
    protected abstract DbConnection CreateConnection();

    /// <summary>A query of the tables' names.</summary>
    protected abstract string TablesSql { get; }

    /// <summary>What the database said, in words for a user and without secrets; null for a fault that is not its own.</summary>
    protected abstract string? Describe(Exception failure);

    /// <summary>Whether a text column may be taken for times where all its texts look like such: where the database has no type for them.</summary>
    protected virtual bool HasTimesAsText => false;

    internal sealed override CheckTarget OpenOn(SqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return TextTarget.Open(this, Copy(connection, cancellationToken), connection, cancellationToken);
        }
        catch (Exception e) when (e is not (SakerException or OperationCanceledException) && Describe(e) is { } what)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new SakerException(ErrorKind.InvalidInput, $"{Name}: {what}", "source", e);
        }
    }

    private StagedRows Copy(SqlConnection connection, CancellationToken cancellationToken)
    {
        using var database = CreateConnection();
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = Query(database);
        command.CommandTimeout = (int)Math.Ceiling(Timeout.TotalSeconds);
        using var stop = cancellationToken.UnsafeRegister(static command => ((DbCommand)command!).Cancel(), command);
        using var reader = command.ExecuteReader(CommandBehavior.Default);
        SourceLimits.RequireWithin(this, reader.FieldCount, 0);
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        RequireNames(names);
        var rows = new StagedRows(Name, names, connection, isTextTyped: !HasTimesAsText, cancellationToken);
        try
        {
            Copy(reader, rows, cancellationToken);
            if (reader.NextResult())
                throw new SakerException(ErrorKind.InvalidInput, $"{Name}: one query is read; what follows it is not.", "sql");
            rows.Finish(cancellationToken);
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    private void Copy(DbDataReader reader, StagedRows rows, CancellationToken cancellationToken)
    {
        for (var i = 0; i < reader.FieldCount; i++)
            rows.Expect(i, HasTimesAsText ? CellKinds.None : DatabaseCells.KindOf(reader.GetFieldType(i)));
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                var (text, kind) = DatabaseCells.Read(reader, i);
                rows.Add(i, text, kind);
            }
            rows.EndRow(cancellationToken);
            if (rows.RowCount % RowsBetweenLooks == 0)
                cancellationToken.ThrowIfCancellationRequested();
            SourceLimits.RequireWithin(this, 0, rows.RowCount);
        }
    }

    /// <summary>What is asked of the database, which prepares one statement and no more.</summary>
    private string Query(DbConnection database)
    {
        if (Sql is { } sql)
            return $"SELECT * FROM (\n{sql.Trim().TrimEnd(';')}\n) AS source";
        // Only what somebody wrote may have a schema before a point; a name that was found has its points in it.
        var table = Table is { } named ? string.Join('.', named.Split('.').Select(SqlText.Name)) : SqlText.Name(OnlyTable(database));
        return $"SELECT * FROM {table}";
    }

    private string OnlyTable(DbConnection database)
    {
        using var command = database.CreateCommand();
        command.CommandText = TablesSql;
        using var reader = command.ExecuteReader();
        var tables = new List<string>();
        while (reader.Read())
            tables.Add(reader.GetString(0));
        return tables.Count == 1 ? tables[0] : throw new SakerException(
            ErrorKind.InvalidInput, $"{Name}: {(tables.Count == 0 ? "it has no tables." : $"name a table (table) or a query (sql); the tables are {string.Join(", ", tables)}.")}", "table");
    }

    private void RequireNames(string[] names)
    {
        var twice = names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1 || group.Key.Length == 0).Select(group => new Problem(group.Key, "columns must have names, each only once; name them with AS.")).ToArray();
        if (twice.Length > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"{Name}: the names of the columns are not right:", twice);
    }
}
