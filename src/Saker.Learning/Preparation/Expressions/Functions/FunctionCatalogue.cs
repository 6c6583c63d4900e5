using Saker.Onnx.Graphs;

namespace Saker.Learning.Preparation.Expressions.Functions;

/// <summary>The functions of the expression language by name.</summary>
internal static class FunctionCatalogue
{
    private static readonly Dictionary<string, Function> Functions = new Function[]
    {
        new If(),
        new IsMissing(),
        new Coalesce(),
        new NumberFunction("min(a, b, ...)", 2, int.MaxValue, (graph, numbers) => numbers.Aggregate((a, b) => Extreme(graph, "LessOrEqual", a, b)).Value),
        new NumberFunction("max(a, b, ...)", 2, int.MaxValue, (graph, numbers) => numbers.Aggregate((a, b) => Extreme(graph, "GreaterOrEqual", a, b)).Value),
        new NumberFunction("clip(x, low, high)", 3, 3, (graph, numbers) => Extreme(graph, "LessOrEqual", Extreme(graph, "GreaterOrEqual", numbers[0], numbers[1]), numbers[2]).Value),
        new NumberFunction("log1p(x)", 1, 1, LogOnePlus),
        NumberFunction.Of("abs(x)", "Abs", isAlwaysFinite: true),
        NumberFunction.Of("sqrt(x)", "Sqrt", isAlwaysFinite: true),
        NumberFunction.Of("log(x)", "Log", isAlwaysFinite: false),
        NumberFunction.Of("exp(x)", "Exp", isAlwaysFinite: false),
        NumberFunction.Of("round(x)", "Round", isAlwaysFinite: true),
        NumberFunction.Of("floor(x)", "Floor", isAlwaysFinite: true),
        NumberFunction.Of("ceil(x)", "Ceil", isAlwaysFinite: true),
    }.ToDictionary(function => function.Name, StringComparer.Ordinal);

    public static IReadOnlyList<string> Names { get; } = [.. Functions.Keys.Order(StringComparer.Ordinal)];

    public static Function? Find(string name) => Functions.GetValueOrDefault(name);

    // By comparison, as ONNX leaves open what Min and Max do with NaN. A comparison with a missing number is false, so that the other side
    // of the choice must be the one that may be missing; where both may, a second comparison tells.
    private static PlainValue Extreme(GraphBuilder graph, string isFirst, PlainValue first, PlainValue second)
    {
        var (a, b) = (first.Value, second.Value);
        if (first.IsPresent)
            return new PlainValue(graph.Where(graph.Test(isFirst, a, b), a, b)) { IsPresent = second.IsPresent };
        var isSecond = graph.Test(isFirst == "LessOrEqual" ? "Greater" : "Less", a, b);
        return second.IsPresent
            ? new PlainValue(graph.Where(isSecond, b, a))
            : new PlainValue(graph.Where(graph.Test(isFirst, a, b), a, graph.Where(isSecond, b, graph.Number(double.NaN))));
    }

    // ONNX has no log1p, and log(1 + x) loses the digits of a small x. W. Kahan's remedy (as in HP-15C Advanced Functions
    // Handbook, 1982): log(u) * x / (u - 1) with u = 1 + x rounded, and x itself where u is 1.
    private static Value LogOnePlus(GraphBuilder graph, IReadOnlyList<PlainValue> numbers)
    {
        var (x, one) = (numbers[0].Value, graph.Number(1));
        var u = graph.Arithmetic("Add", one, x);
        var exact = graph.Arithmetic("Div", x, graph.Arithmetic("Sub", u, one));
        var corrected = graph.Arithmetic("Mul", graph.Arithmetic("Log", u), exact);
        return graph.FiniteOrMissing(graph.Where(graph.Test("Equal", u, one), x, corrected));
    }
}
