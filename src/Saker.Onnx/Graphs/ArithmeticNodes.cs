namespace Saker.Onnx.Graphs;

/// <summary>
/// Element-wise arithmetic with broadcasting. Operands have one numeric type, and so has the result; missing values (NaN) pass through.
/// </summary>
public static class ArithmeticNodes
{
    public static Value Add(this GraphBuilder graph, Value left, Value right) => Numbers(graph, "Add", left, right);

    public static Value Subtract(this GraphBuilder graph, Value left, Value right) => Numbers(graph, "Sub", left, right);

    public static Value Multiply(this GraphBuilder graph, Value left, Value right) => Numbers(graph, "Mul", left, right);

    /// <summary>Quotient; integers are divided towards zero.</summary>
    public static Value Divide(this GraphBuilder graph, Value left, Value right) => Numbers(graph, "Div", left, right);

    /// <summary>Remainder with the sign of the dividend (C's <c>fmod</c>).</summary>
    public static Value Remainder(this GraphBuilder graph, Value left, Value right)
    {
        var type = Operands.Same(graph, "Mod", [left, right]);
        Operands.Numeric(graph, "Mod", left, right);
        return graph.Node("Mod", [left, right], type, [NodeAttribute.Of("fmod", 1)]);
    }

    public static Value Min(this GraphBuilder graph, params ReadOnlySpan<Value> values) => Numbers(graph, "Min", values);

    public static Value Max(this GraphBuilder graph, params ReadOnlySpan<Value> values) => Numbers(graph, "Max", values);

    /// <summary>Power; the result has the type of <paramref name="number"/>, the exponent may have another.</summary>
    public static Value Pow(this GraphBuilder graph, Value number, Value exponent)
    {
        Operands.Numeric(graph, "Pow", number, exponent);
        return graph.Node("Pow", [number, exponent], number.Type);
    }

    public static Value Negate(this GraphBuilder graph, Value value) => Numbers(graph, "Neg", value);

    public static Value Abs(this GraphBuilder graph, Value value) => Numbers(graph, "Abs", value);

    public static Value Exp(this GraphBuilder graph, Value value) => Fractions(graph, "Exp", value);

    /// <summary>Natural logarithm; NaN below zero, negative infinity at zero.</summary>
    public static Value Log(this GraphBuilder graph, Value value) => Fractions(graph, "Log", value);

    public static Value Sqrt(this GraphBuilder graph, Value value) => Fractions(graph, "Sqrt", value);

    public static Value Floor(this GraphBuilder graph, Value value) => Fractions(graph, "Floor", value);

    public static Value Ceil(this GraphBuilder graph, Value value) => Fractions(graph, "Ceil", value);

    /// <summary>Rounds to the nearest integer, halves to the even one.</summary>
    public static Value Round(this GraphBuilder graph, Value value) => Fractions(graph, "Round", value);

    private static Value Numbers(GraphBuilder graph, string operatorType, params ReadOnlySpan<Value> values)
    {
        var type = Operands.Same(graph, operatorType, values);
        Operands.Numeric(graph, operatorType, values);
        return graph.Node(operatorType, values, type);
    }

    private static Value Fractions(GraphBuilder graph, string operatorType, Value value)
    {
        Operands.Floating(graph, operatorType, value);
        return graph.Node(operatorType, [value], value.Type);
    }
}
