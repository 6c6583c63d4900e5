using Saker.Onnx.Graphs;

namespace Saker.Learning.Preparation.Expressions;

/// <summary>
/// A condition as two tensors of booleans: where it is true and where it is false; it is missing where it is neither. Each is
/// made when it is first asked for, since many uses need only one.
/// </summary>
internal sealed record TruthValue(Func<Value> MakeTrue, Func<Value> MakeFalse) : Emitted
{
    private Value? _true;
    private Value? _false;

    public Value True => _true ??= MakeTrue();

    public Value False => _false ??= MakeFalse();

    public TruthValue Not() => new(() => False, () => True);

    public override Value Result(GraphBuilder graph) =>
        graph.Where(True, graph.Number(1), graph.Where(False, graph.Number(0), graph.Number(double.NaN)));
}
