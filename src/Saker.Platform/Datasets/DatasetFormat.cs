namespace Saker.Platform.Datasets;

/// <summary>What a file that comes without a name of its own holds.</summary>
public enum DatasetFormat
{
    /// <summary>Delimited text with a header line.</summary>
    Csv,

    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>JSON: one array of objects, or objects one after another.</summary>
    Json,
}
