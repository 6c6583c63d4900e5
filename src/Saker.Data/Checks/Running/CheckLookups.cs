using Saker.Data.Engine;
using Saker.Data.Sources;

namespace Saker.Data.Checks.Running;

/// <summary>Other data that the checks of one run compare with; each is read once for the same question.</summary>
internal sealed class CheckLookups(SqlConnection connection, CheckSuite suite, CheckOptions options, CancellationToken cancellationToken) : IDisposable
{
    private const int Bins = 20;
    private const int MaxListed = 50;

    private readonly Dictionary<string, LookupTable> _tables = new(StringComparer.Ordinal);
    private readonly List<string> _loaded = [];

    /// <summary>The combinations of present values of some columns.</summary>
    /// <exception cref="SakerException">The data cannot be read, or a column is not there.</exception>
    public LookupTable Load(OtherData other, IReadOnlyList<string> columns)
    {
        var question = string.Join('\0', columns.Prepend(other.ToString()));
        if (!_tables.TryGetValue(question, out var table))
            _tables[question] = table = Read(other, columns);
        return table;
    }

    /// <summary>How a column of other data is spread: numbers and times over bins with about equally many values, others over the most frequent values.</summary>
    public Distribution Distribution(OtherData other, CheckColumn column)
    {
        using var opened = Source(other).OpenOn(connection, cancellationToken);
        var theirs = opened.Column(Position(opened, other, column.Name));
        if (theirs.Type != column.Type && !(theirs.Type.IsNumeric() && column.Type.IsNumeric()))
            throw CheckContext.Unfit(column, $"{column.Name} in {other} is {theirs.Type.Name()}; declare both as the same type");
        var relation = opened.Relation([opened.Schema.IndexOf(column.Name)], withRow: false);
        return column.Type is ColumnType.Text or ColumnType.Boolean ? Listed(relation, theirs) : Binned(relation, theirs);
    }

    public void Dispose()
    {
        foreach (var name in _loaded)
            connection.Execute($"DROP TABLE IF EXISTS {name}", CancellationToken.None);
    }

    private LookupTable Read(OtherData other, IReadOnlyList<string> columns)
    {
        using var target = Source(other).OpenOn(connection, cancellationToken);
        if (columns.Count == 0)
            return new LookupTable("", [], target.RowCount);
        int[] positions = [.. columns.Select(column => Position(target, other, column))];
        var name = FormattableString.Invariant($"looked_up_{_loaded.Count}");
        var values = positions.Select((position, i) => FormattableString.Invariant($"{target.Column(position).Value} AS c{i}"));
        var complete = positions.Select(position => $"{target.Column(position).Value} IS NOT NULL");
        connection.Execute(
            $"CREATE TEMP TABLE {name} AS SELECT DISTINCT {string.Join(", ", values)} FROM {target.Relation(positions.Distinct().Order(), withRow: false)} WHERE {string.Join(" AND ", complete)}",
            cancellationToken);
        _loaded.Add(name);
        return new LookupTable(name, [.. positions.Select(position => target.Schema[position].Type)], target.RowCount);
    }

    private Distribution Listed(string relation, CheckColumn column)
    {
        var counted = connection.QueryAll($"SELECT CAST({column.Value} AS VARCHAR) AS value, count(*) AS count FROM {relation} WHERE {column.Value} IS NOT NULL GROUP BY ALL ORDER BY count DESC, value", cancellationToken);
        var counts = counted.Get<long>("count").Values.ToArray();
        var values = counted.Get<string>("value").Values.ToArray();
        if (counts.Length == 0)
            throw new SakerException(ErrorKind.InvalidInput, "the reference has no values");
        var total = (double)counts.Sum();
        return new Distribution { Values = [.. values.Take(MaxListed)], Shares = [.. counts.Take(MaxListed).Select(count => count / total)] };
    }

    private Distribution Binned(string relation, CheckColumn column)
    {
        var number = $"CAST({DistributionCheck.NumberOf(column)} AS DOUBLE)";
        var quantiles = Enumerable.Range(0, Bins + 1).Select(i => FormattableString.Invariant($"quantile_disc({number}, {(double)i / Bins}) AS q{i}"));
        var row = connection.QueryAll($"SELECT {string.Join(", ", quantiles)} FROM {relation}", cancellationToken);
        double[] edges = [.. row.Columns.Where(quantile => !quantile.IsNull(0)).Select(quantile => quantile.ToFloat64()[0]).Distinct().Order()];
        if (edges.Length == 0)
            throw new SakerException(ErrorKind.InvalidInput, "the reference has no values");
        if (edges.Length == 1)
            edges = [edges[0], Math.BitIncrement(edges[0])];
        var counts = edges.Skip(1).SkipLast(1).Select((edge, i) => FormattableString.Invariant($"CAST(count_if({number} <= {SqlText.Number(edge)}) AS BIGINT) AS n{i}")).Append($"count({column.Value}) AS n");
        var counted = connection.QueryAll($"SELECT {string.Join(", ", counts)} FROM {relation}", cancellationToken);
        double[] upTo = [.. counted.Columns.Select(count => count.ToFloat64()[0])];
        return new Distribution { Edges = edges, Shares = [.. upTo.Select((count, i) => (count - (i == 0 ? 0 : upTo[i - 1])) / upTo[^1])] };
    }

    private static int Position(CheckTarget target, OtherData other, string column) => target.Schema.IndexOf(column) is >= 0 and var position
        ? position
        : throw new SakerException(ErrorKind.InvalidInput, $"there is no column '{column}' in {other}; there are {Words.List([.. target.Schema.Select(known => known.Name)])}");

    private DataSource Source(OtherData other)
    {
        if (other.File is { } file)
            return DataSources.Open(suite.Folder is { } folder ? Path.Combine(folder, file) : file);
        return options.Datasets?.Invoke(other.Dataset ?? "")
            ?? throw new SakerException(ErrorKind.InvalidInput, $"{other} cannot be read here; give a file, or run the check where the platform's datasets are known (with --home or over HTTP)");
    }
}
