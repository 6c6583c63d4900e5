using Saker.Data.Sources;

namespace Saker.Cli.Commands.Datasets;

/// <summary>Files of data that commands name.</summary>
internal static class DatasetFiles
{
    public static DataSource Open(string path) => Path.GetExtension(path).Equals(".parquet", StringComparison.OrdinalIgnoreCase)
        ? new ParquetSource { Path = path, MaxRows = long.MaxValue / 2 }
        : new CsvSource { Path = path, MaxRows = long.MaxValue / 2 };
}
