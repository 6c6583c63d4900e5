using System.Globalization;
using Saker.Data.Engine;

namespace Saker.Data.Comparing;

/// <summary>Compares the rows of two Parquet files in the engine: exact, in one pass over both, and written to disk where they do not fit into memory. The order of rows does not count.</summary>
public static class RowComparer
{
    private const int MaxShownRows = 1_000;

    /// <param name="before">The earlier file.</param>
    /// <param name="after">The later file.</param>
    /// <param name="options">What names a row, and how many rows are shown.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    /// <exception cref="SakerException">A file cannot be read, a key column is not in both, or a key is not unique.</exception>
    public static Task<RowComparison> CompareAsync(string before, string after, RowComparisonOptions options, CancellationToken cancellationToken)
    {
        if (options.MaxShownRows is < 0 or > MaxShownRows)
            throw new SakerException(ErrorKind.InvalidInput, $"{options.MaxShownRows} rows cannot be shown; 0 to {MaxShownRows} are possible.", "rows");
        return Task.Run(() => Compare(before, after, options, cancellationToken), cancellationToken);
    }

    private static RowComparison Compare(string before, string after, RowComparisonOptions options, CancellationToken cancellationToken)
    {
        using var connection = SqlEngine.Connect();
        var (earlier, later) = (Columns(connection, before, cancellationToken), Columns(connection, after, cancellationToken));
        var inLater = later.ToHashSet(StringComparer.Ordinal);
        var shared = earlier.Where(inLater.Contains).ToArray();
        RequireKey(options.Key, earlier, later);
        if (shared.Length == 0)
            return Nothing(connection, before, after, cancellationToken);
        var sql = new RowComparisonSql(Relation(before), Relation(after), shared, options.Key);
        var counts = connection.QueryAll(sql.Counts(), cancellationToken);
        if (options.Key.Count > 0 && Count(counts, "repeated") is > 0 and var repeated)
            throw new SakerException(ErrorKind.InvalidInput, $"The key {string.Join(", ", options.Key)} does not name one row: {repeated} of its values occur more than once in one of the two. Name more columns, or compare whole rows.", "key");
        return new RowComparison
        {
            BeforeCount = Count(counts, "before"),
            AfterCount = Count(counts, "after"),
            AddedCount = Count(counts, "added"),
            RemovedCount = Count(counts, "removed"),
            ChangedCount = options.Key.Count > 0 ? Count(counts, "changed") : 0,
            SameCount = Count(counts, "same"),
            Key = options.Key,
            Columns = shared,
            ChangedByColumn = sql.Values.Select((column, i) => (column, count: Count(counts, FormattableString.Invariant($"d{i}")))).Where(pair => pair.count > 0).ToDictionary(pair => pair.column, pair => pair.count, StringComparer.Ordinal),
            Added = connection.QueryAll(sql.Rows("y > x", options.MaxShownRows), cancellationToken),
            Removed = connection.QueryAll(sql.Rows("x > y", options.MaxShownRows), cancellationToken),
        };
    }

    private static RowComparison Nothing(SqlConnection connection, string before, string after, CancellationToken cancellationToken)
    {
        var (x, y) = (Length(connection, before, cancellationToken), Length(connection, after, cancellationToken));
        return new RowComparison { BeforeCount = x, AfterCount = y, AddedCount = y, RemovedCount = x, SameCount = 0, Columns = [], Added = new Table([]), Removed = new Table([]) };
    }

    private static void RequireKey(IReadOnlyList<string> key, IReadOnlyList<string> earlier, IReadOnlyList<string> later)
    {
        var problems = key.Where(column => !earlier.Contains(column) || !later.Contains(column))
            .Select(column => new Problem("key", $"'{column}' is not a column of both; the earlier has {string.Join(", ", earlier)}, the later {string.Join(", ", later)}.")).ToArray();
        if (problems.Length > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The rows cannot be compared by this key.", problems);
    }

    private static string Relation(string path) => $"read_parquet({SqlText.Path(Path.GetFullPath(path))}, hive_partitioning=false)";

    private static string[] Columns(SqlConnection connection, string path, CancellationToken cancellationToken) =>
        connection.QueryAll($"SELECT column_name FROM (DESCRIBE SELECT * FROM {Relation(path)})", cancellationToken).Get<string>("column_name").Values.ToArray();

    private static long Length(SqlConnection connection, string path, CancellationToken cancellationToken) =>
        connection.QueryAll($"SELECT count(*) AS n FROM {Relation(path)}", cancellationToken).Get<long>("n").Values.Span[0];

    private static long Count(Table counts, string name) => Convert.ToInt64(counts.Get(name).GetValue(0), CultureInfo.InvariantCulture);
}
