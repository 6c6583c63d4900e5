namespace Saker.Onnx.Graphs;

/// <summary>Functions that bound or squash values.</summary>
public static class ActivationNodes
{
    public static Value Sigmoid(this GraphBuilder graph, Value value) => Fractions(graph, "Sigmoid", value);

    public static Value Tanh(this GraphBuilder graph, Value value) => Fractions(graph, "Tanh", value);

    public static Value Relu(this GraphBuilder graph, Value value) => Fractions(graph, "Relu", value);

    /// <summary>Exponentials scaled to a sum of 1 along an axis.</summary>
    public static Value Softmax(this GraphBuilder graph, Value value, long axis = -1)
    {
        Operands.Floating(graph, "Softmax", value);
        return graph.Node("Softmax", [value], value.Type, [NodeAttribute.Of("axis", axis)]);
    }

    /// <summary>Values held within bounds, either of which may be left out; NaN stays NaN.</summary>
    public static Value Clip(this GraphBuilder graph, Value value, double? min, double? max)
    {
        Operands.Numeric(graph, "Clip", value);
        var low = min is { } lowest ? graph.Scalar(value.Type, lowest) : Value.None;
        var high = max is { } highest ? graph.Scalar(value.Type, highest) : Value.None;
        return graph.Node("Clip", [value, low, high], value.Type);
    }

    private static Value Fractions(GraphBuilder graph, string operatorType, Value value)
    {
        Operands.Floating(graph, operatorType, value);
        return graph.Node(operatorType, [value], value.Type);
    }
}
