using Saker.Learning.Preparation.Expressions.Syntax;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Preparation.Expressions.Functions;

/// <summary>The first argument that is not missing.</summary>
internal sealed class Coalesce() : Function("coalesce(a, b, ...)", 2, int.MaxValue)
{
    public override ExpressionType? Check(TypeCheck types, Call call) => types.Same(call.Arguments, "The arguments of 'coalesce'");

    public override Emitted Emit(Emitter emitter, IReadOnlyList<Emitted> arguments)
    {
        var graph = emitter.Graph;
        return arguments.Aggregate((first, second) => (first, second) switch
        {
            (TruthValue left, TruthValue right) => new TruthValue(
                () => graph.Test("Or", left.True, graph.Test("And", graph.Test("Not", left.False), right.True)),
                () => graph.Test("Or", left.False, graph.Test("And", graph.Test("Not", left.True), right.False))),
            (PlainValue left, PlainValue right) => new PlainValue(graph.Where(graph.IsMissing(left.Value), right.Value, left.Value)),
            _ => throw new InvalidOperationException("The arguments differ in type."),
        });
    }
}
