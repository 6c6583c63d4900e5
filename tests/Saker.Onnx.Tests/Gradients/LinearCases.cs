using Saker.Onnx.Graphs;

namespace Saker.Onnx.Tests.Gradients;

internal static class LinearCases
{
    public static IEnumerable<GradientCase> All =>
    [
        .. from left in new[] { false, true } from right in new[] { false, true } select new GradientCase($"Gemm, left {(left ? "transposed" : "plain")}, right {(right ? "transposed" : "plain")}",
            (graph, values) => graph.Gemm(values[0], values[1], values[2], 0.7f, 1.3f, left, right), left ? Drawn.Of(3, 2) : Drawn.Of(2, 3), right ? Drawn.Of(4, 3) : Drawn.Of(3, 4), Drawn.Of(4)),
        GradientCase.Of("MatMul", "MatMul", [Drawn.Of(2, 3), Drawn.Of(3, 4)]),
        GradientCase.Of("MatMul of many rows", "MatMul", [Drawn.Of(2, 2, 3), Drawn.Of(3, 4)]),
        GradientCase.Of("MatMul of batches", "MatMul", [Drawn.Of(2, 2, 3), Drawn.Of(2, 3, 4)]),
        GradientCase.Of("MatMul of broadcast batches", "MatMul", [Drawn.Of(2, 1, 2, 3), Drawn.Of(2, 3, 2)]),
        GradientCase.Of("MatMul of a vector", "MatMul", [Drawn.Of(3), Drawn.Of(3, 4)]),
        GradientCase.Of("MatMul with a vector", "MatMul", [Drawn.Of(2, 2, 3), Drawn.Of(3)]),
        GradientCase.Of("MatMul of vectors", "MatMul", [Drawn.Of(3), Drawn.Of(3)]),
        GradientCase.Of("Einsum", "Einsum", [Drawn.Of(2, 3, 2), Drawn.Of(2, 4, 2)], NodeAttribute.Of("equation", "bid,bjd->bij")),
        GradientCase.Of("Einsum of one, transposed", "Einsum", [Drawn.Of(2, 3)], NodeAttribute.Of("equation", "ij->ji")),
        .. new[] { 0L, 1, -1 }.SelectMany(axis => new[] { "Softmax", "LogSoftmax" }.Select(name => GradientCase.Of($"{name} along {axis}", name, [Drawn.Of(3, 4, 2)], NodeAttribute.Of("axis", axis)))),
        .. Losses,
        new("Attention", Attention, Drawn.Of(2, 3, 4), Drawn.Of(4, 4), Drawn.Of(4, 4), Drawn.Of(4, 4)),
    ];

    private static IEnumerable<GradientCase> Losses =>
    [
        .. new[] { "mean", "sum", "none" }.Select(reduction => new GradientCase($"SoftmaxCrossEntropyLoss, {reduction}",
            (graph, values) => graph.Node("SoftmaxCrossEntropyLoss", [values[0], graph.Integers(2, 0, 1)], ElementType.Float32, [NodeAttribute.Of("reduction", reduction)]), Drawn.Of(3, 4))),
        new("SoftmaxCrossEntropyLoss, weighed, one ignored", (graph, values) => graph.Node("SoftmaxCrossEntropyLoss",
            [values[0], graph.Integers(2, 0, 1), graph.Constant(Tensor.Vector(1f, 2f, 0.5f))], ElementType.Float32, [NodeAttribute.Of("ignore_index", 0)]), Drawn.Of(3, 3)),
        new("SoftmaxCrossEntropyLoss of places", (graph, values) => graph.Node("SoftmaxCrossEntropyLoss",
            [values[0], graph.Constant(Tensor.Of(new long[] { 2, 0, 1, 1 }, 2, 2))], ElementType.Float32), Drawn.Of(2, 3, 2)),
        new("SoftmaxCrossEntropyLoss and its logarithms", (graph, values) =>
        {
            var outputs = graph.Node("SoftmaxCrossEntropyLoss", [values[0], graph.Integers(2, 0, 1)], [ElementType.Float32, ElementType.Float32]);
            return graph.Add(outputs[0], outputs[1]);
        }, Drawn.Of(3, 4)),
        new("NegativeLogLikelihoodLoss", (graph, values) => graph.Node("NegativeLogLikelihoodLoss", [graph.Node("LogSoftmax", [values[0]], ElementType.Float32), graph.Integers(2, 0, 1)], ElementType.Float32), Drawn.Of(3, 4)),
    ];

    private static Value Attention(GraphBuilder graph, Value[] values)
    {
        Value Heads(Value weights) => graph.Transpose(graph.Reshape(graph.MatMul(values[0], weights), 2, 3, 2, 2), 0, 2, 1, 3);
        var scores = graph.Divide(graph.MatMul(Heads(values[1]), graph.Transpose(Heads(values[2]), 0, 1, 3, 2)), graph.Scalar(ElementType.Float32, Math.Sqrt(2)));
        return graph.Reshape(graph.Transpose(graph.MatMul(graph.Softmax(scores), Heads(values[3])), 0, 2, 1, 3), 2, 3, 4);
    }
}
