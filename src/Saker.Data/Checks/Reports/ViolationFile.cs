namespace Saker.Data.Checks.Reports;

/// <summary>
/// A file of violations, all of them, written while they are found: CSV, JSON Lines or Parquet by the ending of its name. Columns:
/// <c>check</c>, <c>name</c>, <c>severity</c>, <c>column</c>, <c>row</c>, <c>value</c>, <c>complaint</c>, and <c>key_NAME</c> for each key column.
/// For one thread at a time. Disposed before it is complete, it leaves no file.
/// </summary>
public abstract class ViolationFile : IAsyncDisposable
{
    private protected ViolationFile(string path)
    {
        FullPath = Path.GetFullPath(path);
        Temporary = $"{FullPath}.{Path.GetRandomFileName()}.tmp";
    }

    /// <summary>How many were added.</summary>
    public long Count { get; private set; }

    private protected string FullPath { get; }

    /// <summary>Where it is written until it is complete.</summary>
    private protected string Temporary { get; }

    /// <param name="path">Ends with .csv, .jsonl (or .ndjson) or .parquet; a file that is there is replaced when this one is complete.</param>
    /// <param name="key">The key columns, <see cref="CheckSuite.Key"/>.</param>
    /// <exception cref="SakerException">The ending is none of these, or the file cannot be written.</exception>
    public static ViolationFile Create(string path, IReadOnlyList<string> key)
    {
        try
        {
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".csv" => new TextViolationFile(path, new CsvViolations(key)),
                ".jsonl" or ".ndjson" => new TextViolationFile(path, new JsonViolations(key)),
                ".parquet" => new ParquetViolationFile(path, key),
                _ => throw new SakerException(ErrorKind.InvalidInput, $"'{path}': violations are written as CSV, JSON Lines or Parquet; end the name with .csv, .jsonl or .parquet."),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, e);
        }
    }

    /// <summary>Adds one; it may wait for the disk.</summary>
    /// <exception cref="SakerException">The file cannot be written.</exception>
    public void Add(Violation violation)
    {
        Count++;
        Write(violation);
    }

    /// <summary>Ends the file and puts it in its place.</summary>
    /// <exception cref="SakerException">The file cannot be written.</exception>
    public abstract Task CompleteAsync();

    public abstract ValueTask DisposeAsync();

    private protected static SakerException CannotWrite(string path, Exception inner) => new(ErrorKind.InvalidInput, $"{path} cannot be written: {inner.Message}", inner: inner);

    private protected abstract void Write(Violation violation);
}
