namespace Saker.Data.Tallies;

/// <summary>As what the cells of a column are looked at.</summary>
internal enum CellKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Whole numbers of 64 bits.</summary>
    Whole,

    /// <summary>Numbers with fractions.</summary>
    Number,

    /// <summary>The text as it stands, in UTF-8.</summary>
    Text,
}
