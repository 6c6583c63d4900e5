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
        new NumberFunction("min(a, b, ...)", 2, int.MaxValue, (graph, numbers) => numbers.Aggregate((a, b) => Extreme(graph, "LessOrEqual", a, b))),
        new NumberFunction("max(a, b, ...)", 2, int.MaxValue, (graph, numbers) => numbers.Aggregate((a, b) => Extreme(graph, "GreaterOrEqual", a, b))),
        new NumberFunction("clip(x, low, high)", 3, 3, (graph, numbers) => Extreme(graph, "LessOrEqual", Extreme(graph, "GreaterOrEqual", numbers[0], numbers[1]), numbers[2])),
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

    // By comparison, as ONNX leaves open what Min and Max do with NaN. If neither a is the one nor b is a number after it, one is missing.
    private static Value Extreme(GraphBuilder graph, string isFirst, Value a, Value b)
    {
        var opposite = isFirst == "LessOrEqual" ? "Greater" : "Less";
        return graph.Where(graph.Test(isFirst, a, b), a, graph.Where(graph.Test(opposite, a, b), b, graph.Number(double.NaN)));
    }

    // ONNX has no log1p, and log(1 + x) loses the digits of a small x. W. Kahan's remedy (as in HP-15C Advanced Functions
    // Handbook, 1982): log(u) * x / (u - 1) with u = 1 + x rounded, and x itself where u is 1.
    private static Value LogOnePlus(GraphBuilder graph, IReadOnlyList<Value> numbers)
    {
        var (x, one) = (numbers[0], graph.Number(1));
        var u = graph.Arithmetic("Add", one, x);
        var exact = graph.Arithmetic("Div", x, graph.Arithmetic("Sub", u, one));
        var corrected = graph.Arithmetic("Mul", graph.Arithmetic("Log", u), exact);
        return graph.FiniteOrMissing(graph.Where(graph.Test("Equal", u, one), x, corrected));
    }
}
