namespace Saker.Data.Sources;

/// <summary>Opens what a path names: a file by what it holds and by its name, a glob or a folder as one source, a database by its address.</summary>
public static class DataSources
{
    private const int MaxFiles = 1_000;

    private static readonly string[] Known = [".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".parquet", ".sqlite", ".sqlite3", ".db"];

    /// <summary>The source of a file, of the files that a glob matches, or of the data files of a folder.</summary>
    /// <param name="path">A file, a glob (<c>logs/**/*.csv</c>) a folder, or the address of a database of <see cref="DatabaseKinds"/>.</param>
    /// <exception cref="SakerException">Nothing is there, or it is not known what it is.</exception>
    public static DataSource Open(string path) => Open(path, new Dictionary<string, object?>());

    /// <summary>As <see cref="Open(string)"/>, with what is declared of it as in a pipeline file: <c>columns</c>, <c>delimiter</c>, <c>misfits</c> ...</summary>
    /// <exception cref="SakerException">Nothing is there, it is not known what it is, or what is declared is not right for it.</exception>
    public static DataSource Open(string path, IReadOnlyDictionary<string, object?> declared)
    {
        if (DatabaseKinds.FindByAddress(path) is { } database)
            return OpenDatabase(database, path, declared);
        if (!FilePattern.IsOne(path) && !Directory.Exists(path))
            return OpenFile(path, declared);
        var first = OpenFile(FindFiles(path)[0], declared);
        return new FilesSource
        {
            Pattern = path,
            Find = () => [.. FindFiles(path).Select(file => OpenFile(file, declared))],
            Columns = first.Columns,
            Misfits = first.Misfits,
            QuarantineFile = first.QuarantineFile,
            MaxRows = first.MaxRows,
            MaxColumns = first.MaxColumns,
        };
    }

    /// <summary>What a query gives over other sources, see <see cref="SqlSource"/>.</summary>
    /// <param name="sql">One SELECT.</param>
    /// <param name="tables">The sources by the names that the query has for them.</param>
    /// <param name="declared">What is declared of the rows: <c>columns</c>, <c>misfits</c>, <c>quarantine</c>, <c>max_rows</c>.</param>
    /// <exception cref="SakerException">What is declared is not right.</exception>
    public static DataSource Query(string sql, IReadOnlyDictionary<string, DataSource> tables, IReadOnlyDictionary<string, object?> declared)
    {
        var problems = new List<Problem>();
        var settings = new Settings(declared, "", problems);
        var source = new SqlSource { Sql = sql, Tables = tables }.With(settings, Directory.GetCurrentDirectory());
        settings.RejectUnknown();
        return problems.Count == 0 ? source : throw new SakerException(ErrorKind.InvalidInput, "the query cannot be read so:", problems);
    }

    /// <summary>Whether a path names what runs queries itself: a database, by its file or address.</summary>
    public static bool IsDatabase(string path) => DatabaseKinds.FindByAddress(path) is not null || (!FilePattern.IsOne(path) && !Directory.Exists(path) && KindOf(path) == "sqlite");

    /// <summary>The files that a glob matches, or the data files of a folder; at least one.</summary>
    internal static IReadOnlyList<string> FindFiles(string pattern)
    {
        var files = FilePattern.IsOne(pattern)
            ? FilePattern.Find(pattern, MaxFiles)
            : [.. FilePattern.Find(Path.Combine(pattern, "*"), MaxFiles * 10).Where(file => Known.Contains(Extension(file)))];
        if (files.Count == 0)
            throw new SakerException(ErrorKind.NotFound, $"{pattern}: there is no data file ({string.Join(", ", Known)}, also with .gz).", "source");
        return files.Count <= MaxFiles ? files : throw SourceLimits.Exceeded($"{pattern}: {files.Count} files match; at most {MaxFiles} are read as one source.");
    }

    private static DatabaseSource OpenDatabase(DatabaseKind kind, string address, IReadOnlyDictionary<string, object?> declared)
    {
        var problems = new List<Problem>();
        var settings = new Settings(declared, "", problems);
        var source = SourceSettings.WithDatabase(kind.OpenSource(address), settings, Directory.GetCurrentDirectory());
        settings.RejectUnknown();
        return problems.Count == 0 ? source : throw new SakerException(ErrorKind.InvalidInput, $"{source.Name}: it cannot be read so:", problems);
    }

    private static DataSource OpenFile(string path, IReadOnlyDictionary<string, object?> declared)
    {
        var problems = new List<Problem>();
        var source = SourceSettings.Create(new Settings(new Dictionary<string, object?>(declared, StringComparer.Ordinal) { [KindOf(path)] = Path.GetFullPath(path) }, "", problems), Directory.GetCurrentDirectory());
        return problems.Count == 0 ? source : throw new SakerException(ErrorKind.InvalidInput, $"{path}: it cannot be read so:", problems);
    }

    private static string KindOf(string path)
    {
        var start = SourceFile.ReadStart(path, SourceFile.Require(path), 16).Bytes.AsSpan();
        if (start.StartsWith("PAR1"u8))
            return "parquet";
        if (start.StartsWith("SQLite format 3\0"u8))
            return "sqlite";
        return Extension(path) switch
        {
            ".csv" or ".txt" => "csv",
            ".tsv" => "tsv",
            ".json" => "json",
            ".jsonl" or ".ndjson" => "jsonl",
            ".parquet" => "parquet",
            ".sqlite" or ".sqlite3" or ".db" => "sqlite",
            _ => throw new SakerException(ErrorKind.InvalidInput, $"{path}: its name does not say what it holds; known are {string.Join(", ", Known)}, also with .gz.", "source"),
        };
    }

    /// <summary>In small letters; that before <c>.gz</c> where there is one.</summary>
    internal static string Extension(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToLowerInvariant();
    }
}
