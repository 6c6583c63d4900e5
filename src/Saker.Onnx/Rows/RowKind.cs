namespace Saker.Onnx.Rows;

/// <summary>What a value of a graph depends on.</summary>
internal enum RowKind
{
    /// <summary>On nothing that is fed.</summary>
    Constant,

    /// <summary>Its first extent counts the rows, and what stands at a place depends on the row of that place alone.</summary>
    Rows,

    /// <summary>On how many rows there are, as an extent of a shape.</summary>
    Shape,

    /// <summary>Perhaps on several rows.</summary>
    Mixed,
}
