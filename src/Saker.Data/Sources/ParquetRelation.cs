using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>SQL that reads a Parquet file with the number of each row.</summary>
internal static class ParquetRelation
{
    /// <summary>The column that has the row's number, from 0.</summary>
    public const string RowNumber = "saker_row_number";

    private const string EngineNumber = "file_row_number";

    /// <summary>What stands after FROM. The engine refuses a file that has a column of its own number's name; its rows are counted in their order instead.</summary>
    public static string Of(string fullPath, ParquetFooter footer)
    {
        var file = SqlText.Path(fullPath);
        return footer.Columns.Any(column => column.Name.Equals(EngineNumber, StringComparison.OrdinalIgnoreCase))
            ? $"(SELECT *, row_number() OVER () - 1 AS {RowNumber} FROM read_parquet({file}, hive_partitioning=false))"
            : $"(SELECT * EXCLUDE {EngineNumber}, {EngineNumber} AS {RowNumber} FROM read_parquet({file}, hive_partitioning=false, file_row_number=true))";
    }
}
