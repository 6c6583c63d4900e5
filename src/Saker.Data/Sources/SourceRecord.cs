using System.Text.Json;

namespace Saker.Data.Sources;

/// <summary>
/// A source as JSON, for lineage: what <see cref="SourceSettings"/> reads, with absolute paths and every setting that decides which rows it
/// gives, so that it can be opened again years later.
/// </summary>
public static class SourceRecord
{
    /// <summary>The source as JSON; null when it is of a kind that cannot be opened again by a record, such as one that needs a secret.</summary>
    public static string? Write(DataSource source)
    {
        var settings = new SortedDictionary<string, object>(StringComparer.Ordinal);
        switch (source)
        {
            case CsvSource csv:
                settings["csv"] = Path.GetFullPath(csv.Path);
                settings["missing"] = csv.Missing;
                if (csv.Delimiter is { } delimiter)
                    settings["delimiter"] = delimiter.ToString();
                break;
            case ParquetSource parquet:
                settings["parquet"] = Path.GetFullPath(parquet.Path);
                break;
            default:
                return null;
        }
        if (source.Misfits == MisfitPolicy.Quarantine)
            return null;
        if (source.Columns.Count > 0)
            settings["columns"] = source.Columns.ToDictionary(column => column.Key, column => column.Value.Name());
        settings["misfits"] = source.Misfits == MisfitPolicy.Null ? "null" : "fail";
        settings["max_rows"] = source.MaxRows;
        settings["max_columns"] = source.MaxColumns;
        return JsonSerializer.Serialize(settings);
    }

    /// <summary>The source that was written.</summary>
    /// <exception cref="SakerException">The text is no such record.</exception>
    public static DataSource Read(string json)
    {
        List<Problem> problems = [];
        var source = SourceSettings.Create(new Settings(YamlText.Parse(json).Values, "", problems), Path.GetPathRoot(Environment.CurrentDirectory)!);
        return problems.Count == 0 ? source : throw new SakerException(ErrorKind.InvalidInput, "What was noted of the source is not understood.", problems);
    }

    /// <summary>The files that a source reads, absolute and in its order; none when it reads no files.</summary>
    public static IReadOnlyList<string> Files(DataSource source) => source switch
    {
        CsvSource csv => [Path.GetFullPath(csv.Path)],
        ParquetSource parquet => [Path.GetFullPath(parquet.Path)],
        _ => [],
    };
}
