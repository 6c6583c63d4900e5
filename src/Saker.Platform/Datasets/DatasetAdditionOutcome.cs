namespace Saker.Platform.Datasets;

/// <summary>What storing rows did.</summary>
public enum DatasetAdditionOutcome
{
    /// <summary>There is a new version.</summary>
    Added,

    /// <summary>A version of the name held the same content already; it stays as it was.</summary>
    Known,

    /// <summary>A version of the name had the same content, whose rows were gone or damaged; they are back.</summary>
    Restored,
}
