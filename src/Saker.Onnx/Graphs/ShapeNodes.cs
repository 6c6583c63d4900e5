namespace Saker.Onnx.Graphs;

/// <summary>Conversions of type and shape. Axes count from 0, or from the end when negative.</summary>
public static class ShapeNodes
{
    /// <summary>The value as another type; the value itself when it has that type already. Text is parsed, and what is no number fails the run.</summary>
    public static Value Cast(this GraphBuilder graph, Value value, ElementType type) => value.Type == type
        ? value
        : graph.Node("Cast", [value], type, [NodeAttribute.Of("to", (long)type)]);

    public static Value Identity(this GraphBuilder graph, Value value) => graph.Node("Identity", [value], value.Type);

    /// <summary>Values of one type side by side along an axis.</summary>
    public static Value Concat(this GraphBuilder graph, long axis, params ReadOnlySpan<Value> values)
    {
        var type = Operands.Same(graph, "Concat", values);
        return graph.Node("Concat", values, type, [NodeAttribute.Of("axis", axis)]);
    }

    /// <summary>The same elements in another shape; -1 for the one extent that follows from the others, 0 to keep an extent.</summary>
    public static Value Reshape(this GraphBuilder graph, Value value, params ReadOnlySpan<long> shape) =>
        graph.Node("Reshape", [value, graph.Integers(shape)], value.Type);

    /// <summary>Slices picked by int32 or int64 indices along an axis.</summary>
    public static Value Gather(this GraphBuilder graph, Value value, Value indices, long axis = 0)
    {
        Operands.Demand(graph, "Gather", type => type is ElementType.Int64 or ElementType.Int32, "int32 or int64 indices", indices);
        return graph.Node("Gather", [value, indices], value.Type, [NodeAttribute.Of("axis", axis)]);
    }

    /// <summary>Removes axes of extent 1.</summary>
    public static Value Squeeze(this GraphBuilder graph, Value value, params ReadOnlySpan<long> axes) =>
        graph.Node("Squeeze", [value, graph.Integers(axes)], value.Type);

    /// <summary>Inserts axes of extent 1; positions are those in the result.</summary>
    public static Value Unsqueeze(this GraphBuilder graph, Value value, params ReadOnlySpan<long> axes) =>
        graph.Node("Unsqueeze", [value, graph.Integers(axes)], value.Type);

    /// <summary>The elements from <paramref name="start"/> to before <paramref name="end"/> along one axis.</summary>
    public static Value Slice(this GraphBuilder graph, Value value, long axis, long start, long end, long step = 1) =>
        graph.Node("Slice", [value, graph.Integers(start), graph.Integers(end), graph.Integers(axis), graph.Integers(step)], value.Type);

    /// <summary>Axes in another order.</summary>
    public static Value Transpose(this GraphBuilder graph, Value value, params ReadOnlySpan<long> axes) =>
        graph.Node("Transpose", [value], value.Type, [NodeAttribute.Of("perm", axes.ToArray())]);

    /// <summary>The extents of a value as an int64 vector.</summary>
    public static Value ShapeOf(this GraphBuilder graph, Value value) => graph.Node("Shape", [value], ElementType.Int64);

    /// <summary>Repeats along axes of extent 1 until the value has a shape given as an int64 vector.</summary>
    public static Value Expand(this GraphBuilder graph, Value value, Value shape)
    {
        Operands.Demand(graph, "Expand", type => type == ElementType.Int64, "an int64 shape", shape);
        return graph.Node("Expand", [value, shape], value.Type);
    }
}
