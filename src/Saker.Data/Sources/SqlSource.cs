using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>A query over other sources, run by the engine. The query sees the tables that are named here and nothing else: no file, no network, no setting.</summary>
/// <remarks>
/// It runs once, in a database of its own that is closed to files but those of its tables; its rows are kept there, beyond the engine's memory
/// limit in its temporary folder, for as long as they are read.
/// </remarks>
public sealed record SqlSource : DataSource
{
    /// <summary>One SELECT in the engine's SQL (DuckDB's).</summary>
    public required string Sql { get; init; }

    /// <summary>The sources by the names that the query has for them.</summary>
    public required IReadOnlyDictionary<string, DataSource> Tables { get; init; }

    public override string Name => "sql";

    internal static SqlSource Create(Settings settings, string folder)
    {
        var tables = settings.Section("tables");
        var sources = tables.Keys().ToDictionary(name => name, name => SourceSettings.Create(tables.Section(name), folder), StringComparer.Ordinal);
        if (sources.Count == 0)
            settings.Report("tables", "the query needs tables; name the source of each, as in 'tables: {orders: {csv: orders.csv}}'.");
        return new SqlSource { Sql = settings.Text("sql"), Tables = sources }.With(settings, folder);
    }

    internal override CheckTarget OpenOn(SqlConnection connection, CancellationToken cancellationToken)
    {
        var opened = new List<CheckTarget>();
        try
        {
            foreach (var (name, source) in Tables)
                opened.Add(OpenTable(connection, name, source, cancellationToken));
            Close(connection, [.. opened.SelectMany(table => table.Files)], cancellationToken);
            return TypedTarget.Open(this, connection, Run(connection, opened, cancellationToken), cancellationToken);
        }
        finally
        {
            foreach (var table in opened)
                table.Dispose();
        }
    }

    private protected override SqlConnection Connect() => SqlEngine.ConnectApart();

    private static CheckTarget OpenTable(SqlConnection connection, string name, DataSource source, CancellationToken cancellationToken)
    {
        if (source is SqlSource)
            throw new SakerException(ErrorKind.InvalidInput, $"sql: the table '{name}' is a query itself; write it into the query (WITH {name} AS ...).", "tables");
        var target = source.OpenOn(connection, cancellationToken);
        try
        {
            if (target.MisfitCount > 0 && source.Misfits != MisfitPolicy.Null)
                throw new SakerException(ErrorKind.ChecksFailed, FormattableString.Invariant($"{source.Name}: {target.MisfitCount} cells do not fit their declared types; read the file alone to see them, or let them be missing (misfits: null)."), name);
            connection.Execute($"CREATE TEMP VIEW {SqlText.Name(name)} AS {target.Rows()}", cancellationToken);
            return target;
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }

    /// <summary>From here on the database reads these files and no others, and stays so.</summary>
    private static void Close(SqlConnection connection, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        connection.Execute($"SET allowed_paths = [{string.Join(", ", files.Select(SqlText.Literal))}]", cancellationToken);
        connection.Execute("SET enable_external_access = false", cancellationToken);
        connection.Execute("SET lock_configuration = true", cancellationToken);
    }

    private TypedRows Run(SqlConnection connection, List<CheckTarget> tables, CancellationToken cancellationToken)
    {
        try
        {
            // In brackets, so that nothing but one query can stand there.
            connection.Execute($"CREATE TEMP TABLE answer AS SELECT * FROM (\n{Sql.Trim().TrimEnd(';')}\n) LIMIT {MaxRows + 1}", cancellationToken);
        }
        catch (SakerException e)
        {
            var explained = tables.Select(table => table.Explain(e)).FirstOrDefault(error => !error.Message.EndsWith(e.Message, StringComparison.Ordinal));
            throw explained ?? new SakerException(e.Kind, $"the query cannot be run: {e.Message}", "sql", e);
        }
        var described = connection.QueryAll("SELECT column_name, column_type FROM (DESCRIBE answer)", cancellationToken);
        var count = connection.QueryAll("SELECT count(*) FROM answer", cancellationToken);
        var columns = new StoredColumn[described.RowCount];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = (string)described.Columns[0].GetValue(i)!;
            columns[i] = new StoredColumn(name, SqlText.Name(name), (string)described.Columns[1].GetValue(i)!, Nullable: true);
        }
        var rows = (long)count.Columns[0].GetValue(0)!;
        SourceLimits.RequireWithin(this, columns.Length, rows);
        return new TypedRows("answer", "rowid + 1", columns, rows, []);
    }
}
