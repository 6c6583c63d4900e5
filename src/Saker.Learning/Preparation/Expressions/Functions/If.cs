using Saker.Learning.Preparation.Expressions.Syntax;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Preparation.Expressions.Functions;

/// <summary>The second argument where the first is true, else the third.</summary>
internal sealed class If() : Function("if(condition, a, b)", 3, 3)
{
    public override ExpressionType? Check(TypeCheck types, Call call)
    {
        var isCondition = types.Fits(call.Arguments[0], ExpressionType.Truth, "the first argument of 'if'");
        var type = types.Same([call.Arguments[1], call.Arguments[2]], "The second and third argument of 'if'");
        return isCondition ? type : null;
    }

    public override Emitted Emit(Emitter emitter, IReadOnlyList<Emitted> arguments)
    {
        var graph = emitter.Graph;
        var condition = ((TruthValue)arguments[0]).True;
        return (arguments[1], arguments[2]) switch
        {
            (TruthValue then, TruthValue otherwise) => new TruthValue(
                () => Choose(graph, condition, then.True, otherwise.True),
                () => Choose(graph, condition, then.False, otherwise.False)),
            (PlainValue then, PlainValue otherwise) => new PlainValue(graph.Where(condition, then.Value, otherwise.Value)),
            _ => throw new InvalidOperationException("The branches differ in type."),
        };
    }

    // The engine has no Where over booleans.
    private static Value Choose(GraphBuilder graph, Value condition, Value then, Value otherwise) =>
        graph.Test("Or", graph.Test("And", condition, then), graph.Test("And", graph.Test("Not", condition), otherwise));
}
