namespace Saker.Data.Sources;

/// <summary>
/// A delimited text file (UTF-8, one header line, RFC 4180 quoting) as rows of typed columns. Types that are not declared are
/// inferred over the whole file, not a sample. Immutable; every call opens the file anew.
/// </summary>
/// <remarks>
/// Inference gives, in this order, <c>boolean</c> (true and false only), <c>int64</c>, <c>float64</c>, <c>date</c> (2024-01-31),
/// <c>timestamp</c> (2024-01-31 10:00:00, UTC unless an offset says otherwise), else <c>text</c>; the first type that fits every present cell.
/// Numbers written with leading zeros are codes, hence text. Texts keep their blanks.
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

    /// <summary>Reading a file with more rows is an error.</summary>
    public long MaxRows { get; init; } = 50_000_000;

    /// <summary>A header with more columns is an error.</summary>
    public int MaxColumns { get; init; } = 4_096;

    /// <summary>A record with more bytes is an error.</summary>
    public int MaxRecordBytes { get; init; } = 4 << 20;

    /// <summary>Rows in one table of <see cref="ReadAsync"/>, about.</summary>
    public int BatchRows { get; init; } = 65_536;

    /// <summary>Reads a declared source: <c>csv</c>, <c>delimiter</c>, <c>missing</c>, <c>columns</c>; whatever is wrong is added to the problems of the settings.</summary>
    /// <param name="settings">The mapping.</param>
    /// <param name="folder">Relative paths start here.</param>
    public static CsvSource Create(Settings settings, string folder) => throw new NotImplementedException();

    /// <summary>The columns in file order with declared and inferred types; nullable where a cell is missing.</summary>
    /// <exception cref="SakerException">The file is not there or cannot be read as CSV; the message names file and line.</exception>
    public Task<Schema> InferSchemaAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Streams the rows in file order.</summary>
    /// <exception cref="SakerException">
    /// The file cannot be read as CSV, or, before the first table, a declared column is missing or cells do not fit their declared type
    /// (<see cref="ErrorKind.ChecksFailed"/>, with rows and values).
    /// </exception>
    public IAsyncEnumerable<Table> ReadAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Reads all rows into one table, see <see cref="ReadAsync"/>.</summary>
    public Task<Table> ReadAllAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}
