using Saker.Onnx.Graphs;

namespace Saker.Learning.Preparation.Expressions;

/// <summary>A number or a text.</summary>
internal sealed record PlainValue(Value Value) : Emitted
{
    /// <summary>Whether it is known to be missing in no row.</summary>
    public bool IsPresent { get; init; }

    public override Value Result(GraphBuilder graph) => Value;
}
