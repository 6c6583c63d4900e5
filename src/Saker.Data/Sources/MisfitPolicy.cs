namespace Saker.Data.Sources;

/// <summary>What becomes of a cell that does not fit the declared type of its column.</summary>
public enum MisfitPolicy
{
    /// <summary>Nothing is read; the error names the cells.</summary>
    Fail,

    /// <summary>The cell counts as missing.</summary>
    Null,

    /// <summary>The row is left out and written to a file, with the place of the cell and the reason.</summary>
    Quarantine,
}
