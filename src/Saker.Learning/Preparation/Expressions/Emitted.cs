using Saker.Onnx.Graphs;

namespace Saker.Learning.Preparation.Expressions;

/// <summary>What the nodes of a part give.</summary>
internal abstract record Emitted
{
    /// <summary>As a column: float64 or text of shape [N, 1].</summary>
    public abstract Value Result(GraphBuilder graph);
}
