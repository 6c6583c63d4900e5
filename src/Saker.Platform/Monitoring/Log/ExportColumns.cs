using Saker.Data;

namespace Saker.Platform.Monitoring.Log;

/// <summary>The columns of an export: those that any of its versions has. What a version does not have is missing in its rows.</summary>
internal sealed class ExportColumns
{
    private const string Output = "output.";

    private readonly List<ColumnSchema> _inputs = [];
    private readonly List<ColumnSchema> _outputs = [];

    private ExportColumns()
    {
    }

    public Schema Schema { get; private set; } = new([]);

    /// <exception cref="SakerException">Versions have columns of one name and different types.</exception>
    public static ExportColumns Of(IEnumerable<SegmentGroup> groups)
    {
        var columns = new ExportColumns();
        foreach (var group in groups)
        {
            Add(columns._inputs, group.Inputs, group.Version);
            Add(columns._outputs, group.Outputs, group.Version);
        }
        columns.Schema = new Schema(
        [
            new("request.id", ColumnType.Text, false), new("request.row", ColumnType.Int32, false), new("request.at", ColumnType.Timestamp, false), new("request.version", ColumnType.Int32, false),
            new("request.step", ColumnType.Text, false), new("request.weight", ColumnType.Float64, false),
            .. columns._inputs.Select(column => column with { Nullable = true }),
            .. columns._outputs.Select(column => column with { Name = Output + column.Name, Nullable = true }),
        ]);
        return columns;
    }

    /// <summary>Rows of a block.</summary>
    public Table Read(LogBlock block, int[] rows)
    {
        var requests = Array.ConvertAll(rows, row => block.Requests[block.RowRequests[row]]);
        return new Table(
        [
            Column.Of<string>("request.id", Array.ConvertAll(requests, request => request.Id)),
            Column.Of<int>("request.row", Array.ConvertAll(rows, row => block.RowNumbers[row])),
            // To the microsecond, as timestamps are.
            Column.Of<DateTime>("request.at", Array.ConvertAll(requests, request => new DateTime(request.At / 10 * 10, DateTimeKind.Utc))),
            Column.Of<int>("request.version", Array.ConvertAll(rows, _ => block.Version)),
            Column.Of<string>("request.step", Array.ConvertAll(requests, request => request.Step)),
            Column.Of<double>("request.weight", Array.ConvertAll(requests, request => LogRows.Weight(block, request.Minute))),
            .. _inputs.Select(column => Take(block.Inputs, column, rows)),
            .. _outputs.Select(column => Take(block.Outputs, column, rows).Rename(Output + column.Name)),
        ]);
    }

    private static void Add(List<ColumnSchema> columns, Schema added, int version)
    {
        foreach (var column in added)
        {
            if (columns.Find(known => known.Name == column.Name) is not { } known)
                columns.Add(column);
            else if (known.Type != column.Type)
                throw new SakerException(ErrorKind.InvalidInput, $"Column '{column.Name}' is {column.Type.Name()} in version {version} and {known.Type.Name()} in another, or was redacted at another time. Export one version, or a shorter time.", column.Name);
        }
    }

    private static Column Take(Table? table, ColumnSchema column, int[] rows) => table?.Find(column.Name)?.Take(rows) ?? column.Type switch
    {
        ColumnType.Boolean => Missing<bool>(column.Name, rows.Length),
        ColumnType.Int32 => Missing<int>(column.Name, rows.Length),
        ColumnType.Int64 => Missing<long>(column.Name, rows.Length),
        ColumnType.Float32 => Missing<float>(column.Name, rows.Length),
        ColumnType.Float64 => Missing<double>(column.Name, rows.Length),
        ColumnType.Text => Column.OfText(column.Name, new string?[rows.Length]),
        ColumnType.Date => Missing<DateOnly>(column.Name, rows.Length),
        _ => Missing<DateTime>(column.Name, rows.Length),
    };

    private static Column<T> Missing<T>(string name, int count) => new(name, new T[count], Validity.From(count, _ => false));
}
