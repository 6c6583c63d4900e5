namespace Saker.Data.Sources;

/// <summary>Opens what a path names: a file by what it holds and by its name, a glob or a folder as one source.</summary>
public static class DataSources
{
    private const int MaxFiles = 1_000;

    private static readonly string[] Known = [".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".parquet", ".sqlite", ".sqlite3", ".db"];

    /// <summary>The source of a file, of the files that a glob matches, or of the data files of a folder.</summary>
    /// <param name="path">A file, a glob (<c>logs/**/*.csv</c>) or a folder.</param>
    /// <exception cref="SakerException">Nothing is there, or it is not known what it is.</exception>
    public static DataSource Open(string path)
    {
        if (FilePattern.IsOne(path))
            return Join(path, FilePattern.Find(path, MaxFiles));
        if (Directory.Exists(path))
            return Join(path, [.. FilePattern.Find(Path.Combine(path, "*"), MaxFiles * 10).Where(file => Known.Contains(Extension(file)))]);
        return OpenFile(path, SourceFile.Require(path));
    }

    private static DataSource Join(string pattern, IReadOnlyList<string> files)
    {
        if (files.Count == 0)
            throw new SakerException(ErrorKind.NotFound, $"{pattern}: there is no data file ({string.Join(", ", Known)}, also with .gz).", "source");
        if (files.Count > MaxFiles)
            throw SourceLimits.Exceeded($"{pattern}: {files.Count} files match; at most {MaxFiles} are read as one source.");
        var parts = files.Select(file => OpenFile(file, SourceFile.Require(file))).ToArray();
        return new FilesSource { Pattern = pattern, Parts = parts };
    }

    private static DataSource OpenFile(string path, string fullPath)
    {
        var start = SourceFile.ReadStart(path, fullPath, 16).Bytes.AsSpan();
        if (start.StartsWith("PAR1"u8))
            return new ParquetSource { Path = path };
        if (start.StartsWith("SQLite format 3\0"u8))
            return new SqliteSource { Path = path };
        return Extension(path) switch
        {
            ".csv" or ".txt" => new CsvSource { Path = path },
            ".tsv" => new CsvSource { Path = path, Delimiter = '\t' },
            ".json" or ".jsonl" or ".ndjson" => new JsonSource { Path = path },
            ".parquet" => new ParquetSource { Path = path },
            ".sqlite" or ".sqlite3" or ".db" => new SqliteSource { Path = path },
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
