using System.Text.Json;

namespace Saker.Data.Sources;

/// <summary>
/// A source as JSON, for lineage: what <see cref="SourceSettings"/> reads, with absolute paths and every setting that decides which rows it
/// gives, so that it can be opened again years later.
/// </summary>
public static class SourceRecord
{
    /// <summary>
    /// The source as JSON; null when it cannot be opened again by a record: it needs a secret, sets rows aside, or is of files of several kinds.
    /// A glob or folder is noted as such, and is whatever files it has when it is opened again.
    /// </summary>
    public static string? Write(DataSource source) => Describe(source) is { } settings ? JsonSerializer.Serialize(settings) : null;

    /// <summary>The source that was written.</summary>
    /// <exception cref="SakerException">The text is no such record.</exception>
    public static DataSource Read(string json)
    {
        List<Problem> problems = [];
        var source = SourceSettings.Create(new Settings(YamlText.Parse(json).Values, "", problems), Path.GetPathRoot(Environment.CurrentDirectory)!);
        return problems.Count == 0 ? source : throw new SakerException(ErrorKind.InvalidInput, "What was noted of the source is not understood.", problems);
    }

    /// <summary>The files that a source reads, absolute and in its order; none when it reads no files.</summary>
    /// <exception cref="SakerException">No file matches a glob, or a folder has no data (not found).</exception>
    public static IReadOnlyList<string> Files(DataSource source) => source switch
    {
        TextFileSource text => [Path.GetFullPath(text.Path)],
        ParquetSource parquet => [Path.GetFullPath(parquet.Path)],
        SqliteSource sqlite => [Path.GetFullPath(sqlite.Path)],
        FilesSource files => [.. files.Find().SelectMany(Files)],
        SqlSource sql => [.. sql.Tables.OrderBy(table => table.Key, StringComparer.Ordinal).SelectMany(table => Files(table.Value)).Distinct()],
        _ => [],
    };

    private static SortedDictionary<string, object>? Describe(DataSource source)
    {
        if (source.Misfits == MisfitPolicy.Quarantine)
            return null;
        var settings = source switch
        {
            TextFileSource text => SourceRecordText.Describe(text),
            ParquetSource parquet => new(StringComparer.Ordinal) { ["parquet"] = Path.GetFullPath(parquet.Path) },
            SqliteSource sqlite => Describe(sqlite),
            FilesSource files => Describe(files),
            SqlSource sql => Describe(sql),
            _ => null,
        };
        if (settings is null)
            return null;
        if (source.Columns.Count > 0)
            settings["columns"] = new SortedDictionary<string, string>(source.Columns.ToDictionary(column => column.Key, column => column.Value.Name()), StringComparer.Ordinal);
        settings["misfits"] = source.Misfits == MisfitPolicy.Null ? "null" : "fail";
        settings["max_rows"] = source.MaxRows;
        settings["max_columns"] = source.MaxColumns;
        return settings;
    }

    private static SortedDictionary<string, object> Describe(SqliteSource sqlite)
    {
        var settings = new SortedDictionary<string, object>(StringComparer.Ordinal) { ["sqlite"] = Path.GetFullPath(sqlite.Path) };
        if (sqlite.Table is { } table)
            settings["table"] = table;
        if (sqlite.Sql is { } sql)
            settings["sql"] = sql;
        return settings;
    }

    /// <summary>As its files are, with the pattern in the place of the path; null when they are not all read alike.</summary>
    private static SortedDictionary<string, object>? Describe(FilesSource files)
    {
        var parts = files.Find().Select(part => (Settings: Describe(part), Path: Files(part)[0])).ToArray();
        if (parts.Any(part => part.Settings is null))
            return null;
        var pattern = Path.GetFullPath(files.Pattern);
        var alike = parts.Select(part => part.Settings!.ToDictionary(setting => setting.Key, setting => Equals(setting.Value, part.Path) ? pattern : setting.Value)).ToArray();
        return alike.Select(settings => JsonSerializer.Serialize(settings)).Distinct().Count() == 1 ? new(alike[0], StringComparer.Ordinal) : null;
    }

    private static SortedDictionary<string, object>? Describe(SqlSource sql)
    {
        var tables = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, table) in sql.Tables)
        {
            if (Describe(table) is not { } settings)
                return null;
            tables[name] = settings;
        }
        return new(StringComparer.Ordinal) { ["sql"] = sql.Sql, ["tables"] = tables };
    }
}
