using Saker.Onnx.Graphs;

namespace Saker.Learning.Preparation.Expressions;

/// <summary>A number or a text.</summary>
internal sealed record PlainValue(Value Value) : Emitted
{
    public override Value Result(GraphBuilder graph) => Value;
}
