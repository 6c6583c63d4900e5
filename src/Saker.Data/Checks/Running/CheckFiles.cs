using Saker.Data.Sources;

namespace Saker.Data.Checks.Running;

/// <summary>Opens the files that checks compare with.</summary>
internal static class CheckFiles
{
    public static DataSource Open(string path) => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) ? new ParquetSource { Path = path } : new CsvSource { Path = path };
}
