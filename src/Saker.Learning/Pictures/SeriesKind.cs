namespace Saker.Learning.Pictures;

/// <summary>How points are drawn.</summary>
internal enum SeriesKind
{
    Line,

    /// <summary>What the others are compared with.</summary>
    Dashed,

    Dots,

    /// <summary>An area, its outline in order.</summary>
    Area,
}
