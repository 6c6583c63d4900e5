namespace Saker.Data.Sources;

/// <summary>Tables in Parquet files (zstd). Types, order of rows and missing values survive; a NaN stays a NaN.</summary>
public static class ParquetFile
{
    /// <summary>Writes a table; whoever reads the path meanwhile sees the old file or the whole new one.</summary>
    /// <exception cref="SakerException">The table has no columns, or the folder cannot be written.</exception>
    public static Task WriteAsync(string path, Table table, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Reads a whole file. Types that a <see cref="Table"/> does not have become the nearest one: decimals <c>float64</c>, lists and structures <c>text</c>.</summary>
    /// <exception cref="SakerException">The file is not there or is not Parquet.</exception>
    public static Task<Table> ReadAsync(string path, CancellationToken cancellationToken) => throw new NotImplementedException();
}
