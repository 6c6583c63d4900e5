namespace Saker.Learning.Drift;

/// <summary>What may be wrong with the data themselves.</summary>
public enum QualityKind
{
    /// <summary>The share of missing values changed.</summary>
    Nulls,

    /// <summary>Texts that the reference does not have.</summary>
    NewValues,

    /// <summary>Numbers below the smallest or above the largest of the reference.</summary>
    OutOfRange,

    /// <summary>The column holds another type.</summary>
    TypeChange,

    /// <summary>The current side does not have the column.</summary>
    Gone,

    /// <summary>The reference does not have the column.</summary>
    Added,
}
