using System.Globalization;
using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>Rows that have types already; a declared type that is another one is reached by conversion where nothing is lost.</summary>
internal sealed class TypedTarget : CheckTarget
{
    private readonly DataSource _source;
    private readonly TypedRows _rows;
    private readonly long _misfits;

    private TypedTarget(DataSource source, TypedRows rows, Schema schema, long misfits)
        : base(source.Name, schema, rows.RowCount) => (_source, _rows, _misfits) = (source, rows, misfits);

    public override IReadOnlyDictionary<string, ColumnType> Declared => _source.Columns;

    public override long MisfitCount => _misfits;

    public override IReadOnlyList<string> Files => _rows.Files;

    public override TypeOrigin Origin(int position) => TypeOrigin.Stored;

    /// <summary>Counts, in one scan, the cells that do not fit a declared type; none when no conversion is needed.</summary>
    public static TypedTarget Open(DataSource source, SqlConnection connection, TypedRows rows, CancellationToken cancellationToken)
    {
        var schema = new Schema(rows.Columns.Select(column => new ColumnSchema(column.Name, TypeOf(source, column), column.Nullable)));
        var target = new TypedTarget(source, rows, schema, 0);
        int[] converted = [.. Enumerable.Range(0, schema.Count).Where(i => schema[i].Type != EngineTypes.Nearest(rows.Columns[i].EngineType))];
        if (converted.Length == 0)
            return target;
        var counts = converted.Select(i => string.Create(CultureInfo.InvariantCulture, $"count(*) FILTER (WHERE t{i} IS NOT NULL AND v{i} IS NULL)"));
        var counted = connection.QueryAll($"SELECT CAST({string.Join(" + ", counts)} AS BIGINT) FROM {target.Relation(converted, withRow: false)}", cancellationToken);
        return new TypedTarget(source, rows, schema, (long)counted.Columns[0].GetValue(0)!);
    }

    public override string Relation(IEnumerable<int> positions, bool withRow)
    {
        var columns = positions.Select(i => string.Create(CultureInfo.InvariantCulture, $"{Present(i, Value(i))} AS v{i}, CAST({Present(i, _rows.Columns[i].Sql)} AS VARCHAR) AS t{i}"));
        return $"(SELECT {string.Join(", ", columns.Prepend(withRow ? $"{_rows.RowNumber} AS r" : "1 AS one"))} FROM {_rows.Sql})";
    }

    public override string Rows() =>
        $"SELECT {string.Join(", ", Schema.Select((column, i) => $"{Value(i)} AS {SqlText.Name(column.Name)}"))} FROM {_rows.Sql}";

    public override SakerException Explain(SakerException engineError) => engineError.Kind == ErrorKind.Internal
        ? new(ErrorKind.InvalidInput, $"{Source}: the file is damaged: {engineError.Message}", inner: engineError)
        : new(engineError.Kind, $"{Source}: {engineError.Message}", inner: engineError);

    private string Value(int position) => EngineTypes.Convert(_rows.Columns[position].Sql, _rows.Columns[position].EngineType, Schema[position].Type);

    /// <summary>To checks a NaN is a missing value.</summary>
    private string Present(int position, string sql) => _rows.Columns[position].EngineType is "FLOAT" or "DOUBLE"
        ? $"CASE WHEN NOT isnan({_rows.Columns[position].Sql}) THEN {sql} END"
        : sql;

    private static ColumnType TypeOf(DataSource source, StoredColumn column) =>
        source.Columns.TryGetValue(column.Name, out var declared) ? declared : EngineTypes.Nearest(column.EngineType);
}
