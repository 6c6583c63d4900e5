namespace Saker.Onnx.Graphs;

/// <summary>What the typed node methods demand of their operands; errors name the node to be made and its values.</summary>
internal static class Operands
{
    /// <summary>The one type that all operands have.</summary>
    public static ElementType Same(GraphBuilder graph, string operatorType, ReadOnlySpan<Value> values)
    {
        if (values.IsEmpty)
            throw new OnnxException($"Node '{graph.NextName(operatorType)}' needs at least one value.");
        foreach (var value in values)
            if (value.Type != values[0].Type)
                throw Mismatch(graph, operatorType, "values of one type; cast them first", values);
        return values[0].Type;
    }

    public static void Numeric(GraphBuilder graph, string operatorType, params ReadOnlySpan<Value> values) =>
        Demand(graph, operatorType, ElementTypes.IsNumeric, "numbers", values);

    public static void Floating(GraphBuilder graph, string operatorType, params ReadOnlySpan<Value> values) =>
        Demand(graph, operatorType, ElementTypes.IsFloatingPoint, "floating-point numbers", values);

    public static void Boolean(GraphBuilder graph, string operatorType, params ReadOnlySpan<Value> values) =>
        Demand(graph, operatorType, type => type == ElementType.Boolean, "booleans", values);

    public static void Text(GraphBuilder graph, string operatorType, params ReadOnlySpan<Value> values) =>
        Demand(graph, operatorType, type => type == ElementType.Text, "text", values);

    public static void Demand(GraphBuilder graph, string operatorType, Func<ElementType, bool> fits, string what, params ReadOnlySpan<Value> values)
    {
        foreach (var value in values)
            if (!fits(value.Type))
                throw Mismatch(graph, operatorType, what, values);
    }

    private static OnnxException Mismatch(GraphBuilder graph, string operatorType, string what, ReadOnlySpan<Value> values)
    {
        var given = new List<string>(values.Length);
        foreach (var value in values)
            given.Add($"'{value.Name}' is {value.Type}");
        return new OnnxException($"Node '{graph.NextName(operatorType)}' takes {what}; {string.Join(", ", given)}.");
    }
}
