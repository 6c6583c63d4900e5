namespace Saker.Data.Sources;

/// <summary>Who says the type of a column.</summary>
public enum TypeOrigin
{
    /// <summary>The user.</summary>
    Declared,

    /// <summary>The source, which stores types.</summary>
    Stored,

    /// <summary>All its values, which are of that type.</summary>
    Inferred,

    /// <summary>Nobody: it has no values, and is taken for text.</summary>
    Unknown,
}
