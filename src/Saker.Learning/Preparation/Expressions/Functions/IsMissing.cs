using Saker.Learning.Preparation.Expressions.Syntax;

namespace Saker.Learning.Preparation.Expressions.Functions;

/// <summary>Whether there is no value; itself never missing.</summary>
internal sealed class IsMissing() : Function("is_missing(x)", 1, 1)
{
    public override ExpressionType? Check(TypeCheck types, Call call) => types.Check(call.Arguments[0]) is null ? null : ExpressionType.Truth;

    public override Emitted Emit(Emitter emitter, IReadOnlyList<Emitted> arguments)
    {
        var graph = emitter.Graph;
        if (arguments[0] is TruthValue truth)
        {
            var known = new Lazy<Onnx.Graphs.Value>(() => graph.Test("Or", truth.True, truth.False));
            return new TruthValue(() => graph.Test("Not", known.Value), () => known.Value);
        }
        var missing = graph.IsMissing(((PlainValue)arguments[0]).Value);
        return new TruthValue(() => missing, () => graph.Test("Not", missing));
    }
}
