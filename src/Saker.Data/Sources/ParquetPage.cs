using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>Some rows out of the middle of a Parquet file, without reading those before.</summary>
public static class ParquetPage
{
    /// <summary>Rows <paramref name="offset"/> and following, in the order of the file.</summary>
    /// <param name="path">The file, which <see cref="ParquetWriter"/> wrote.</param>
    /// <param name="offset">Rows to leave out, 0 or more.</param>
    /// <param name="maxCount">The most rows to give.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    public static Task<Table> ReadAsync(string path, long offset, int maxCount, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var connection = SqlEngine.Connect();
            var full = Path.GetFullPath(path);
            var rows = ParquetRelation.Of(full, ParquetFooter.Read(connection, full, cancellationToken));
            // Without an order the engine keeps that of the file; the bound on row numbers lets it skip whole groups of rows.
            return connection.QueryAll(
                FormattableString.Invariant($"SELECT * EXCLUDE {ParquetRelation.RowNumber} FROM {rows} WHERE {ParquetRelation.RowNumber} >= {offset} AND {ParquetRelation.RowNumber} < {offset + maxCount}"),
                cancellationToken);
        },
        cancellationToken);
}
