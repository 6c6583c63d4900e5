using System.Globalization;
using System.Runtime.CompilerServices;
using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>
/// A delimited text file (UTF-8, one header line, RFC 4180 quoting) as rows of typed columns. Types that are not declared are
/// inferred over the whole file, not a sample. Immutable; every call opens the file anew.
/// </summary>
/// <remarks>
/// Inference gives, in this order, <c>boolean</c> (true and false only), <c>int64</c>, <c>float64</c>, <c>date</c> (2024-01-31),
/// <c>timestamp</c> (2024-01-31 10:00:00, UTC unless an offset says otherwise), else <c>text</c>; the first type that fits every present cell.
/// Numbers written with leading zeros are codes, hence text. Numbers must be finite. Texts keep their blanks. Empty lines are no rows
/// unless the file has one column only.
/// </remarks>
public sealed record CsvSource
{
    public required string Path { get; init; }

    /// <summary>The character between fields; null finds it out of comma, semicolon, tab and bar.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Texts that mean a missing value, compared to the letter after trimming blanks.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [""];

    /// <summary>Declared types by column name; the types of other columns are inferred.</summary>
    public IReadOnlyDictionary<string, ColumnType> Columns { get; init; } = new Dictionary<string, ColumnType>();

    /// <summary>Whether a cell that does not fit its declared type counts as missing; otherwise it is an error.</summary>
    public bool TakesMisfitsAsMissing { get; init; }

    /// <summary>Reading a file with more rows is an error.</summary>
    public long MaxRows { get; init; } = 50_000_000;

    /// <summary>A header with more columns is an error.</summary>
    public int MaxColumns { get; init; } = 4_096;

    /// <summary>A record with more bytes is an error.</summary>
    public int MaxRecordBytes { get; init; } = 2 << 20;

    /// <summary>Rows in one table of <see cref="ReadAsync"/>, about.</summary>
    public int BatchRows { get; init; } = 65_536;

    /// <summary>Reads a declared source: <c>csv</c>, <c>delimiter</c>, <c>missing</c>, <c>columns</c>, <c>max_rows</c>; whatever is wrong is added to the problems of the settings.</summary>
    /// <param name="settings">The mapping.</param>
    /// <param name="folder">Relative paths start here.</param>
    public static CsvSource Create(Settings settings, string folder)
    {
        var path = settings.Text("csv");
        if (path.Contains("://", StringComparison.Ordinal))
            settings.Report("csv", $"'{path}' is an address; only files are read. Download it and name the file.");
        var columns = new Dictionary<string, ColumnType>(StringComparer.Ordinal);
        var declared = settings.Section("columns");
        foreach (var name in declared.Keys())
        {
            if (ColumnTypes.Find(declared.Text(name)) is { } type)
                columns[name] = type;
            else
                declared.Report(name, $"'{declared.OptionalText(name)}' is not a type; use one of: {string.Join(", ", Enum.GetValues<ColumnType>().Select(known => known.Name()))}.");
        }
        var delimiter = settings.OptionalText("delimiter");
        if (delimiter is { Length: not 1 })
            settings.Report("delimiter", "one character is needed here.");
        var source = new CsvSource
        {
            Path = path.Length == 0 ? path : System.IO.Path.Combine(folder, path),
            Delimiter = delimiter is { Length: 1 } ? delimiter[0] : null,
            Missing = settings.Has("missing") ? settings.Texts("missing") : [""],
            Columns = columns,
            MaxRows = (long)settings.Number("max_rows", 50_000_000, 1, long.MaxValue / 2),
        };
        settings.RejectUnknown();
        return source;
    }

    /// <summary>The columns in file order with declared and inferred types; nullable where a cell is missing.</summary>
    /// <exception cref="SakerException">The file is not there or cannot be read as CSV; the message names file and line.</exception>
    public async Task<Schema> InferSchemaAsync(CancellationToken cancellationToken) => (await InspectAsync(cancellationToken).ConfigureAwait(false)).Schema;

    /// <summary>Streams the rows in file order.</summary>
    /// <exception cref="SakerException">
    /// The file cannot be read as CSV, or, before the first table, a declared column is missing or cells do not fit their declared type
    /// (<see cref="ErrorKind.ChecksFailed"/>, with rows and values).
    /// </exception>
    public async IAsyncEnumerable<Table> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var inspection = await InspectFitAsync(cancellationToken).ConfigureAwait(false);
        using var connection = SqlEngine.Connect();
        using var query = await Task.Run(() => Open(connection, inspection, cancellationToken), cancellationToken).ConfigureAwait(false);
        while (await Task.Run(() => query.Read(BatchRows), cancellationToken).ConfigureAwait(false) is { } batch)
            yield return batch;
    }

    /// <summary>Reads all rows into one table, see <see cref="ReadAsync"/>.</summary>
    public async Task<Table> ReadAllAsync(CancellationToken cancellationToken)
    {
        var inspection = await InspectFitAsync(cancellationToken).ConfigureAwait(false);
        return await Task.Run(ReadAll, cancellationToken).ConfigureAwait(false);

        Table ReadAll()
        {
            using var connection = SqlEngine.Connect();
            using var query = Open(connection, inspection, cancellationToken);
            return query.Read(int.MaxValue) ?? query.Empty();
        }
    }

    internal Task<CsvInspection> InspectAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var connection = SqlEngine.Connect();
            return CsvInspector.Inspect(this, connection, cancellationToken);
        },
        cancellationToken);

    private async Task<CsvInspection> InspectFitAsync(CancellationToken cancellationToken)
    {
        var inspection = await InspectAsync(cancellationToken).ConfigureAwait(false);
        if ((inspection.MisfitCount == 0 || TakesMisfitsAsMissing) && Columns.Keys.All(inspection.Schema.Contains))
            return inspection;
        var report = await CheckRunner.RunAsync(this, CheckSuite.Empty, cancellationToken).ConfigureAwait(false);
        report.ThrowIfFailed();
        throw new SakerException(ErrorKind.Conflict, $"{Path}: the file changed while it was read.", "csv");
    }

    private SqlQuery Open(SqlConnection connection, CsvInspection inspection, CancellationToken cancellationToken)
    {
        var cells = new CsvCells(this);
        var (schema, layout) = (inspection.Schema, inspection.Layout);
        var texts = schema.Select((column, i) => string.Create(CultureInfo.InvariantCulture, $"{cells.Text(i, column.Type)} AS t{i}"));
        var values = schema.Select((column, i) => $"{SqlCells.Cast(FormattableString.Invariant($"t{i}"), column.Type)} AS {SqlText.Name(column.Name)}");
        try
        {
            return connection.Open($"SELECT {string.Join(", ", values)} FROM (SELECT {string.Join(", ", texts)} FROM {layout.Sql})", cancellationToken);
        }
        catch (SakerException e)
        {
            throw layout.Explain(e);
        }
    }
}
