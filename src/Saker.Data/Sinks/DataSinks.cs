using Saker.Data.Sources;

namespace Saker.Data.Sinks;

/// <summary>Opens what a path names by its ending, and a table of a database by the address.</summary>
public static class DataSinks
{
    /// <summary>The sink of a file: <c>.csv</c>, <c>.tsv</c>, <c>.jsonl</c> and <c>.ndjson</c> (also with <c>.gz</c>), <c>.parquet</c>, <c>.sqlite</c>, <c>.sqlite3</c> and <c>.db</c>; or of a database of <see cref="DatabaseKinds"/>.</summary>
    /// <param name="path">Where it is written.</param>
    /// <param name="table">The table of a database; null takes the name of the file; an address needs it.</param>
    /// <param name="replace">Whether a table that is there is dropped first.</param>
    /// <exception cref="SakerException">The ending is not known.</exception>
    public static DataSink Open(string path, string? table, bool replace) => DatabaseKinds.FindByAddress(path) is { } database
        ? database.OpenSink(path, table ?? throw new SakerException(ErrorKind.InvalidInput, "Name the table to write.", "table"), replace)
        : OpenFile(path, table, replace);

    /// <summary>The file's name; a point in it would divide a schema from a table.</summary>
    private static string TableOf(string path) => Path.GetFileNameWithoutExtension(path).Replace('.', '_');

    private static DataSink OpenFile(string path, string? table, bool replace) => DataSources.Extension(path) switch
    {
        ".csv" => new CsvSink { Path = path },
        ".tsv" => new CsvSink { Path = path, Delimiter = '\t' },
        ".jsonl" or ".ndjson" => new JsonLinesSink { Path = path },
        ".parquet" => new ParquetSink { Path = path },
        ".sqlite" or ".sqlite3" or ".db" => new SqliteSink { Path = path, Table = table ?? TableOf(path), Replace = replace },
        _ => throw new SakerException(ErrorKind.InvalidInput, $"{path}: its ending does not say what to write; known are .csv, .tsv, .jsonl, .ndjson (also with .gz), .parquet, .sqlite, .sqlite3 and .db.", "target"),
    };
}
