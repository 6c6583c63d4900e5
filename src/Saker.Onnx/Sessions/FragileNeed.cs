namespace Saker.Onnx.Sessions;

/// <summary>What an input of an operator must be for the engine to survive it.</summary>
internal enum FragileNeed
{
    /// <summary>No extent is 0.</summary>
    Elements,

    /// <summary>It has so many extents or more.</summary>
    RankAtLeast,

    /// <summary>It has so many extents.</summary>
    Rank,

    /// <summary>It has as many extents as the node's first input.</summary>
    RankOfFirst,

    /// <summary>A whole number that does not overflow when an extent is added: it is bounded, which changes no result.</summary>
    Small,
}
