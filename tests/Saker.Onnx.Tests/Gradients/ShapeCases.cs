using Saker.Onnx.Graphs;

namespace Saker.Onnx.Tests.Gradients;

internal static class ShapeCases
{
    public static IEnumerable<GradientCase> All =>
    [
        new("Reshape", (graph, values) => graph.Reshape(values[0], 4, -1), Drawn.Of(2, 6)),
        GradientCase.Of("Flatten", "Flatten", [Drawn.Of(2, 3, 2)], NodeAttribute.Of("axis", 2)),
        new("Squeeze", (graph, values) => graph.Squeeze(values[0], 1), Drawn.Of(2, 1, 3)),
        new("Unsqueeze", (graph, values) => graph.Unsqueeze(values[0], 0, 2), Drawn.Of(2, 3)),
        new("Transpose", (graph, values) => graph.Transpose(values[0], 2, 0, 1), Drawn.Of(2, 3, 4)),
        GradientCase.Of("Transpose of all axes", "Transpose", [Drawn.Of(2, 3, 4)]),
        new("Concat", (graph, values) => graph.Concat(1, values), Drawn.Of(2, 3), Drawn.Of(2, 1), Drawn.Of(2, 2)),
        new("Split", Split, Drawn.Of(2, 6)),
        new("Slice", (graph, values) => graph.Slice(values[0], 1, 1, 4), Drawn.Of(2, 6)),
        new("Slice in steps", (graph, values) => graph.Slice(values[0], 1, 1, 6, 2), Drawn.Of(2, 7)),
        new("Slice backwards", (graph, values) => graph.Slice(values[0], 1, -1, -6, -2), Drawn.Of(2, 7)),
        new("Slice from the end", (graph, values) => graph.Slice(values[0], -1, -3, long.MaxValue), Drawn.Of(2, 7)),
        new("Pad", (graph, values) => graph.Node("Pad", [values[0], graph.Integers(1, 0, 0, 2)], ElementType.Float32), Drawn.Of(2, 3)),
        new("Pad that cuts off", (graph, values) => graph.Node("Pad", [values[0], graph.Integers(0, -1, 1, -1)], ElementType.Float32), Drawn.Of(2, 5)),
        new("Tile", (graph, values) => graph.Node("Tile", [values[0], graph.Integers(2, 3)], ElementType.Float32), Drawn.Of(2, 3)),
        GradientCase.Of("DepthToSpace", "DepthToSpace", [Drawn.Of(1, 8, 2, 3)], NodeAttribute.Of("blocksize", 2)),
        GradientCase.Of("SpaceToDepth", "SpaceToDepth", [Drawn.Of(1, 2, 4, 6)], NodeAttribute.Of("blocksize", 2)),
        .. Looked,
        .. Reduced,
    ];

    private static IEnumerable<GradientCase> Looked =>
    [
        new("Gather rows, as an embedding", (graph, values) => graph.Gather(values[0], graph.Constant(Tensor.Of(new long[] { 0, 2, 2, -1 }, 2, 2))), Drawn.Of(4, 3)),
        new("Gather along an inner axis", (graph, values) => graph.Gather(values[0], graph.Integers(1, 1, 0), 1), Drawn.Of(2, 3, 2)),
        new("Gather one", (graph, values) => graph.Gather(values[0], graph.Constant(Tensor.Scalar(1L)), 1), Drawn.Of(2, 3, 2)),
        new("Gather by what is worked out", (graph, values) => graph.Add(graph.Gather(values[0], graph.ArgMax(values[1], 1, keep: false)), graph.ReduceSum(values[1], [1])), Drawn.Of(4, 3), Drawn.Of(5, 4)),
        new("GatherElements", (graph, values) => graph.Node("GatherElements", [values[0], graph.Constant(Tensor.Of(new long[] { 0, 0, 2, 1 }, 2, 2))], ElementType.Float32, [NodeAttribute.Of("axis", 1)]), Drawn.Of(2, 3)),
        new("GatherND", (graph, values) => graph.Node("GatherND", [values[0], graph.Constant(Tensor.Of(new long[] { 0, 1, 1, 2, 0, 1 }, 3, 2))], ElementType.Float32), Drawn.Of(2, 3, 2)),
        new("ScatterElements", (graph, values) => graph.Node("ScatterElements", [values[0], graph.Constant(Tensor.Of(new long[] { 0, 2, 1, 0 }, 2, 2)), values[1]], ElementType.Float32, [NodeAttribute.Of("axis", 1)]), Drawn.Of(2, 3), Drawn.Of(2, 2)),
        new("ScatterND", (graph, values) => graph.Node("ScatterND", [values[0], graph.Constant(Tensor.Of(new long[] { 2, 0 }, 2, 1)), values[1]], ElementType.Float32), Drawn.Of(3, 2), Drawn.Of(2, 2)),
        new("ScatterND that adds", (graph, values) => graph.Node("ScatterND", [values[0], graph.Constant(Tensor.Of(new long[] { 2, 2 }, 2, 1)), values[1]], ElementType.Float32, [NodeAttribute.Of("reduction", "add")]), Drawn.Of(3, 2), Drawn.Of(2, 2)),
        new("TopK", (graph, values) => graph.Node("TopK", [values[0], graph.Integers(2)], [ElementType.Float32, ElementType.Int64])[0], Drawn.Of(3, 5)),
    ];

    private static IEnumerable<GradientCase> Reduced =>
    [
        .. "ReduceMean ReduceMax ReduceMin ReduceL1 ReduceL2 ReduceSumSquare ReduceLogSumExp".Split(' ').SelectMany(name => new[]
        {
            GradientCase.Of($"{name} along an axis", name, [Drawn.Of(2, 3, 4)], NodeAttribute.Of("axes", new long[] { 1 })),
            GradientCase.Of($"{name} of all", name, [Drawn.Of(2, 3)], NodeAttribute.Of("keepdims", 0)),
        }),
        GradientCase.Of("ReduceMean along two axes, taken away", "ReduceMean", [Drawn.Of(2, 3, 4)], NodeAttribute.Of("axes", new long[] { 0, -1 }), NodeAttribute.Of("keepdims", 0)),
        new("ReduceSum", (graph, values) => graph.ReduceSum(values[0], [0, 2]), Drawn.Of(2, 3, 4)),
        GradientCase.Of("ReduceLogSum", "ReduceLogSum", [Drawn.Positive(2, 3)], NodeAttribute.Of("axes", new long[] { 1 })),
        GradientCase.Of("ReduceProd", "ReduceProd", [Drawn.Positive(2, 3)], NodeAttribute.Of("axes", new long[] { 1 })),
        .. new[] { (0, 0), (1, 0), (0, 1), (1, 1) }.Select(pair => new GradientCase($"CumSum, reverse {pair.Item1}, exclusive {pair.Item2}",
            (graph, values) => graph.Node("CumSum", [values[0], graph.Constant(Tensor.Scalar(1L))], ElementType.Float32, [NodeAttribute.Of("reverse", pair.Item1), NodeAttribute.Of("exclusive", pair.Item2)]), Drawn.Of(2, 4))),
    ];

    private static Value Split(GraphBuilder graph, Value[] values)
    {
        var parts = graph.Node("Split", [values[0], graph.Integers(1, 2, 3)], [ElementType.Float32, ElementType.Float32, ElementType.Float32], [NodeAttribute.Of("axis", 1)]);
        return graph.Concat(1, parts[2], parts[0]);
    }
}
