using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>What the footer of a Parquet file tells.</summary>
/// <param name="RowCount">Of all row groups.</param>
/// <param name="Columns">In file order.</param>
internal sealed record ParquetFooter(long RowCount, IReadOnlyList<StoredColumn> Columns)
{
    public static ParquetFooter Read(SqlConnection connection, string path, CancellationToken cancellationToken)
    {
        var file = SqlText.Path(path);
        var described = connection.QueryAll($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet({file}, hive_partitioning=false))", cancellationToken);
        var rows = connection.QueryAll($"SELECT CAST(sum(num_rows) AS BIGINT) FROM parquet_file_metadata({file})", cancellationToken);
        var complete = Complete(connection, file, cancellationToken);
        var columns = new StoredColumn[described.RowCount];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = (string)described.Columns[0].GetValue(i)!;
            columns[i] = new StoredColumn(name, SqlText.Name(name), (string)described.Columns[1].GetValue(i)!, !complete.Contains(name));
        }
        return new ParquetFooter((long?)rows.Columns[0].GetValue(0) ?? 0, columns);
    }

    /// <summary>The columns of which the statistics say that no value is missing in any row group.</summary>
    private static HashSet<string> Complete(SqlConnection connection, string file, CancellationToken cancellationToken)
    {
        var found = connection.QueryAll(
            $"SELECT path_in_schema FROM parquet_metadata({file}) GROUP BY path_in_schema HAVING count(*) = count(stats_null_count) AND sum(stats_null_count) = 0", cancellationToken);
        return [.. Enumerable.Range(0, found.RowCount).Select(i => (string)found.Columns[0].GetValue(i)!)];
    }
}
