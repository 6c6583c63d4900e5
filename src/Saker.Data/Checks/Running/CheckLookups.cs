using Saker.Data.Engine;
using Saker.Data.Sources;

namespace Saker.Data.Checks.Running;

/// <summary>
/// Other data that the checks of one run compare with, each on a connection of its own: that of the checked data may be closed to files. The values of
/// keys are read once for the same question. What is said of other data never shows what stands in them.
/// </summary>
internal sealed class CheckLookups(SqlConnection connection, CheckSuite suite, CheckOptions options, CancellationToken cancellationToken) : IDisposable
{
    private const int Bins = 20;
    private const int MaxListed = 50;

    /// <summary>As many rows of keys as are in memory at once, at least.</summary>
    private const int CopiedRows = 65_536;

    private readonly Dictionary<string, LookupTable> _tables = new(StringComparer.Ordinal);
    private readonly List<string> _loaded = [];

    /// <summary>The combinations of present values of some columns.</summary>
    /// <exception cref="CheckFault">The data cannot be read, or a column is not there.</exception>
    public LookupTable Load(OtherData other, IReadOnlyList<string> columns)
    {
        var question = string.Join('\0', columns.Prepend(other.ToString()));
        if (!_tables.TryGetValue(question, out var table))
            _tables[question] = table = Read(other, columns);
        return table;
    }

    /// <summary>How a column of other data is spread: numbers and times over bins with about equally many values, others over the most frequent values.</summary>
    /// <exception cref="CheckFault">The data cannot be read, the column is not there, or it has no values.</exception>
    public Distribution Distribution(OtherData other, CheckColumn column)
    {
        using var opened = Open(other);
        var position = Position(opened.Target, other, column.Name);
        var theirs = opened.Target.Column(position);
        if (theirs.Type != column.Type && !(theirs.Type.IsNumeric() && column.Type.IsNumeric()))
            throw CheckContext.Unfit(column, $"{column.Name} in {other} is {theirs.Type.Name()}; declare both as the same type");
        var relation = opened.Target.Relation([position], withRow: false);
        var read = Reading(other, () => column.Type is ColumnType.Text or ColumnType.Boolean ? Listed(opened.Connection, relation, theirs) : Binned(opened.Connection, relation, theirs));
        return read ?? throw new CheckFault($"{column.Name} has no values in {other} to compare with");
    }

    public void Dispose()
    {
        foreach (var name in _loaded)
            connection.Execute($"DROP TABLE IF EXISTS {name}", CancellationToken.None);
    }

    private LookupTable Read(OtherData other, IReadOnlyList<string> columns)
    {
        using var opened = Open(other);
        var target = opened.Target;
        if (columns.Count == 0)
            return new LookupTable("", [], target.RowCount);
        int[] positions = [.. columns.Select(column => Position(target, other, column))];
        var name = FormattableString.Invariant($"looked_up_{_loaded.Count}");
        var values = positions.Select((position, i) => FormattableString.Invariant($"{target.Column(position).Value} AS c{i}"));
        var complete = positions.Select(position => $"{target.Column(position).Value} IS NOT NULL");
        var keys = $"SELECT DISTINCT {string.Join(", ", values)} FROM {target.Relation(positions.Distinct().Order(), withRow: false)} WHERE {string.Join(" AND ", complete)}";
        var types = Reading(other, () => Copy(opened.Connection, keys, name));
        return new LookupTable(name, types, target.RowCount);
    }

    /// <summary>Takes the rows of a query on another connection into a table on ours; gives the types of its columns.</summary>
    private ColumnType[] Copy(SqlConnection from, string query, string name)
    {
        using var rows = from.Open(query, cancellationToken);
        var batch = rows.Read(CopiedRows);
        ColumnType[] types = [.. (batch ?? rows.Empty()).Columns.Select(column => column.Type)];
        _loaded.Add(name);
        using var appender = new TableAppender(connection, name, types, keepNaN: false, cancellationToken);
        for (; batch is not null; batch = rows.Read(CopiedRows))
            appender.Append(batch, cancellationToken);
        appender.Finish();
        return types;
    }

    /// <summary>Null without values.</summary>
    private Distribution? Listed(SqlConnection theirs, string relation, CheckColumn column)
    {
        var total = theirs.QueryAll($"SELECT count({column.Value}) FROM {relation}", cancellationToken).Columns[0].ToFloat64()[0];
        if (total == 0)
            return null;
        var counted = theirs.QueryAll(
            $"SELECT CAST({column.Value} AS VARCHAR) AS value, count(*) AS count FROM {relation} WHERE {column.Value} IS NOT NULL GROUP BY ALL ORDER BY count DESC, value LIMIT {MaxListed}",
            cancellationToken);
        return new Distribution { Values = [.. counted.Get<string>("value").Values.ToArray()], Shares = [.. counted.Get<long>("count").Values.ToArray().Select(count => count / total)] };
    }

    /// <summary>Null without values. The least value has a bin of its own: often, as with 0 and 1, it is a large part of all.</summary>
    private Distribution? Binned(SqlConnection theirs, string relation, CheckColumn column)
    {
        var number = $"CAST({DistributionCheck.NumberOf(column)} AS DOUBLE)";
        var quantiles = Enumerable.Range(0, Bins + 1).Select(i => FormattableString.Invariant($"quantile_disc({number}, {(double)i / Bins}) AS q{i}"));
        var row = theirs.QueryAll($"SELECT {string.Join(", ", quantiles)} FROM {relation}", cancellationToken);
        double[] values = [.. row.Columns.Where(quantile => !quantile.IsNull(0)).Select(quantile => quantile.ToFloat64()[0]).Distinct().Order()];
        if (values.Length == 0)
            return null;
        var counts = values.SkipLast(1).Select((edge, i) => FormattableString.Invariant($"CAST(count_if({number} <= {SqlText.Number(edge)}) AS BIGINT) AS n{i}")).Append($"count({column.Value}) AS n");
        var counted = theirs.QueryAll($"SELECT {string.Join(", ", counts)} FROM {relation}", cancellationToken);
        double[] upTo = [.. counted.Columns.Select(count => count.ToFloat64()[0])];
        return new Distribution
        {
            Edges = [Math.BitDecrement(values[0]), .. values],
            Shares = [.. upTo.Select((count, i) => (count - (i == 0 ? 0 : upTo[i - 1])) / upTo[^1])],
            // The chance that one more value of the same kind lies below all of these, and that it lies above.
            BeyondShare = 1 / (upTo[^1] + 1),
        };
    }

    private static int Position(CheckTarget target, OtherData other, string column) => target.Schema.IndexOf(column) is >= 0 and var position
        ? position
        : throw new CheckFault($"there is no column '{column}' in {other}; name one that is there, with 'keys' when it is called otherwise");

    private OpenedSource Open(OtherData other)
    {
        if (other.File is { } file)
        {
            var path = suite.Folder is { } folder ? Path.Combine(folder, file) : file;
            return Reading(other, () => DataSources.Open(path).Open(cancellationToken), Path.Exists(path) ? null : $"{other}: there is no such file");
        }
        var source = options.Datasets?.Invoke(other.Dataset ?? "")
            ?? throw new CheckFault($"{other} cannot be read here; give a file, or run the check where the platform's datasets are known (with --home or over HTTP)");
        return Reading(other, () => source.Open(cancellationToken));
    }

    /// <summary>An error of reading may quote what was read, which who wrote the suite need not be allowed to see.</summary>
    private static T Reading<T>(OtherData other, Func<T> read, string? fault = null)
    {
        try
        {
            return read();
        }
        catch (SakerException e) when (e.Kind is not (ErrorKind.LimitExceeded or ErrorKind.TooLarge))
        {
            throw new CheckFault(fault ?? $"{other} cannot be read as data; 'saker data schema' says why");
        }
    }
}
