using Saker.Onnx.Graphs;
using Saker.Onnx.Tests.Gradients;

namespace Saker.Onnx.Tests.Attribution;

/// <summary>Small models whose explanations are known.</summary>
internal static class ToyModels
{
    public static readonly float[] Weights = [2, -3, 0.5f, 1, 4, -1];

    /// <summary>[rows, 3] to [rows, 2], by <see cref="Weights"/> and a shift.</summary>
    public static OnnxModel Linear()
    {
        var graph = new GraphBuilder("linear");
        var input = graph.Input("in", ElementType.Float32, -1, 3);
        graph.Output("out", graph.Gemm(input, graph.Constant(Tensor.Of(Weights, 3, 2)), graph.Constant(Tensor.Vector(5f, -7f))), -1, 2);
        return graph.Build();
    }

    /// <summary>Pictures [rows, 1, 8, 8] to three classes: two convolutions, pooling, a dense layer, a softmax.</summary>
    public static OnnxModel Pictures(bool endsInSoftmax = true)
    {
        var graph = new GraphBuilder("pictures");
        var value = graph.Input("in", ElementType.Float32, -1, 1, 8, 8);
        value = Convolve(graph, value, 4, 1);
        value = graph.Node("MaxPool", [value], ElementType.Float32, [NodeAttribute.Of("kernel_shape", [2L, 2]), NodeAttribute.Of("strides", [2L, 2])]);
        value = Convolve(graph, value, 6, 4);
        value = graph.Node("GlobalAveragePool", [value], ElementType.Float32);
        value = graph.Node("Flatten", [value], ElementType.Float32);
        value = graph.Gemm(value, graph.Constant(Drawn.Of(6, 3)), graph.Constant(Drawn.Of(3)));
        graph.Output("out", endsInSoftmax ? graph.Softmax(value) : value, -1, 3);
        return graph.Build();
    }

    public static float[] Run(OnnxModel model, Tensor input)
    {
        using var session = new Saker.Onnx.Sessions.OnnxSession(model);
        return session.Run(new Dictionary<string, Tensor> { ["in"] = input })[0].Span<float>().ToArray();
    }

    private static Value Convolve(GraphBuilder graph, Value value, int to, int from) => graph.Relu(graph.Node(
        "Conv", [value, graph.Constant(Drawn.Of(to, from, 3, 3)), graph.Constant(Drawn.Between(0, 0.3, to))], ElementType.Float32, [NodeAttribute.Of("pads", [1L, 1, 1, 1])]));
}
