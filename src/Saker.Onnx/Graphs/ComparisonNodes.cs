namespace Saker.Onnx.Graphs;

/// <summary>Element-wise comparisons, logic and choice, with broadcasting. Comparing with NaN gives false.</summary>
public static class ComparisonNodes
{
    /// <summary>Equality of numbers or booleans of one type; for text see <see cref="TextNodes.TextEquals"/>.</summary>
    public static Value Equal(this GraphBuilder graph, Value left, Value right)
    {
        Operands.Same(graph, "Equal", [left, right]);
        Operands.Demand(graph, "Equal", type => type != ElementType.Text, "numbers or booleans (text is compared by TextEquals)", left, right);
        return graph.Node("Equal", [left, right], ElementType.Boolean);
    }

    public static Value Less(this GraphBuilder graph, Value left, Value right) => Compare(graph, "Less", left, right);

    public static Value LessOrEqual(this GraphBuilder graph, Value left, Value right) => Compare(graph, "LessOrEqual", left, right);

    public static Value Greater(this GraphBuilder graph, Value left, Value right) => Compare(graph, "Greater", left, right);

    public static Value GreaterOrEqual(this GraphBuilder graph, Value left, Value right) => Compare(graph, "GreaterOrEqual", left, right);

    public static Value And(this GraphBuilder graph, Value left, Value right) => Logic(graph, "And", left, right);

    public static Value Or(this GraphBuilder graph, Value left, Value right) => Logic(graph, "Or", left, right);

    public static Value Not(this GraphBuilder graph, Value value) => Logic(graph, "Not", value);

    /// <summary>True where a floating-point value is missing.</summary>
    public static Value IsNaN(this GraphBuilder graph, Value value)
    {
        Operands.Floating(graph, "IsNaN", value);
        return graph.Node("IsNaN", [value], ElementType.Boolean);
    }

    /// <summary>One of two values by a condition, element by element.</summary>
    public static Value Where(this GraphBuilder graph, Value condition, Value whenTrue, Value whenFalse)
    {
        Operands.Boolean(graph, "Where", condition);
        var type = Operands.Same(graph, "Where", [whenTrue, whenFalse]);
        // ONNX Runtime has no Where over booleans.
        return type == ElementType.Boolean
            ? graph.Or(graph.And(condition, whenTrue), graph.And(graph.Not(condition), whenFalse))
            : graph.Node("Where", [condition, whenTrue, whenFalse], type);
    }

    private static Value Compare(GraphBuilder graph, string operatorType, Value left, Value right)
    {
        Operands.Same(graph, operatorType, [left, right]);
        Operands.Numeric(graph, operatorType, left, right);
        return graph.Node(operatorType, [left, right], ElementType.Boolean);
    }

    private static Value Logic(GraphBuilder graph, string operatorType, params ReadOnlySpan<Value> values)
    {
        Operands.Boolean(graph, operatorType, values);
        return graph.Node(operatorType, values, ElementType.Boolean);
    }
}
