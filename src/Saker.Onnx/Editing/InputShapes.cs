using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Editing;

/// <summary>Fixes the free extents of a graph's inputs.</summary>
internal static class InputShapes
{
    public static void Fix(GraphProto graph, string name, ReadOnlySpan<long> shape)
    {
        var info = graph.Input.FirstOrDefault(input => input.Name == name) ?? throw new OnnxException($"The graph has no input '{name}'.");
        var spec = WireTypes.Spec(info) ?? throw new OnnxException($"Input '{name}' is no tensor.");
        var declared = info.Type.TensorType.Shape;
        if (declared is not null && declared.Dim.Count != shape.Length)
            throw new OnnxException($"Input '{spec}' has {spec.Shape.Count} extents; [{string.Join(", ", shape.ToArray())}] was given.");
        for (var i = 0; i < shape.Length; i++)
            if (shape[i] < 0 || (declared is not null && spec.Shape[i] >= 0 && spec.Shape[i] != shape[i]))
                throw new OnnxException($"Input '{spec}' cannot have the shape [{string.Join(", ", shape.ToArray())}].");
        info.Type = WireTypes.ValueInfo(name, spec.Type, shape).Type;
    }

    /// <summary>Gives every input's free first extent one number; an input that leaves another extent free is refused.</summary>
    public static void FixRows(GraphProto graph, long rows, IReadOnlyDictionary<string, IReadOnlyList<long>>? shapes = null)
    {
        foreach (var info in graph.Input)
        {
            if (shapes is not null && shapes.TryGetValue(info.Name, out var shape))
            {
                Fix(graph, info.Name, [.. shape]);
                continue;
            }
            if (WireTypes.Spec(info) is not { } spec || spec.Shape.All(extent => extent >= 0))
                continue;
            if (spec.Shape.Skip(1).Any(extent => extent < 0))
                throw new OnnxException($"Input '{spec}' leaves an extent other than the first open; say its whole shape.");
            Fix(graph, info.Name, [rows, .. spec.Shape.Skip(1)]);
        }
        graph.ValueInfo.Clear();
        foreach (var output in graph.Output)
            if (output.Type?.TensorType is { } tensor)
                tensor.Shape = null;
    }
}
