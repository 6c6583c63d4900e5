using Saker.Learning.Preparation.Expressions.Syntax;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Preparation.Expressions.Functions;

/// <summary>A function from numbers to a number.</summary>
internal sealed class NumberFunction(string usage, int minCount, int maxCount, Func<GraphBuilder, IReadOnlyList<PlainValue>, Value> emit) : Function(usage, minCount, maxCount)
{
    /// <summary>A function of one number that is one operator of ONNX. What is not finite becomes missing.</summary>
    public static NumberFunction Of(string usage, string operatorType, bool isAlwaysFinite) => new(usage, 1, 1, (graph, arguments) =>
        graph.Arithmetic(operatorType, arguments[0].Value) is var result && isAlwaysFinite ? result : graph.FiniteOrMissing(result));

    public override ExpressionType? Check(TypeCheck types, Call call) =>
        call.Arguments.Aggregate(true, (fits, argument) => types.Fits(argument, ExpressionType.Number, $"'{Name}'") & fits) ? ExpressionType.Number : null;

    public override Emitted Emit(Emitter emitter, IReadOnlyList<Emitted> arguments) =>
        new PlainValue(emit(emitter.Graph, [.. arguments.Cast<PlainValue>()]));
}
