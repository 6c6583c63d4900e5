using Saker.Onnx.Attribution;
using Saker.Onnx.Graphs;
using Saker.Onnx.Tests.Gradients;

namespace Saker.Onnx.Tests.Attribution;

public sealed class GradCamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Two channels, the picture itself and its negative; the first class likes the first.
    private static OnnxModel Bright()
    {
        var graph = new GraphBuilder("bright");
        var input = graph.Input("in", ElementType.Float32, -1, 1, 4, 4);
        var features = graph.Relu(graph.Node("Conv", [input, graph.Constant(Tensor.Of([1f, -1], 2, 1, 1, 1))], ElementType.Float32));
        var pooled = graph.Node("AveragePool", [features], ElementType.Float32, [NodeAttribute.Of("kernel_shape", [4L, 4])]);
        graph.Output("out", graph.MatMul(graph.Node("Flatten", [pooled], ElementType.Float32), graph.Constant(Tensor.Of([1f, 0, 0, 1], 2, 2))), -1, 2);
        return graph.Build();
    }

    [Fact]
    public void The_map_is_by_definition_and_lies_where_the_class_is()
    {
        var picture = new float[16];
        picture[5] = 8;
        picture[10] = -8;
        var rows = new Dictionary<string, Tensor> { ["in"] = Tensor.Of(picture, 1, 1, 4, 4) };
        foreach (var (index, place) in new[] { (0, 5), (1, 10) })
        {
            var map = new GradCam(Bright()).Of(rows, index, Token);
            Assert.StartsWith("Relu", map.Layer);
            Assert.Equal([index], map.Indices);
            // Of each channel's 16 places each counts 1/16 in the mean, which is what the class is.
            Assert.Equal(0.5f, map.Coarse.Span<float>()[place]);
            Assert.Equal(0.5f, map.Coarse.Span<float>().ToArray().Sum());
            Assert.Equal(map.Coarse.Span<float>().ToArray(), map.Map.Span<float>().ToArray());
        }
    }

    [Fact]
    public void The_last_feature_map_is_found_and_drawn_up_to_the_picture()
    {
        var map = new GradCam(ToyModels.Pictures()).Of(new Dictionary<string, Tensor> { ["in"] = Drawn.Of(2, 1, 8, 8) }, null, Token);
        Assert.Equal([2L, 4, 4], map.Coarse.Shape);
        Assert.Equal([2L, 8, 8], map.Map.Shape);
        Assert.Equal(map.Coarse.Span<float>().ToArray().Average(), map.Map.Span<float>().ToArray().Average(), 0.05f);
        Assert.All(map.Map.Span<float>().ToArray(), value => Assert.True(value >= 0));
        Assert.Equal([2L, 8, 8], new GradCam(ToyModels.Pictures(), ToyModels.Pictures().Graph.Nodes[0].Outputs[0]).Of(new Dictionary<string, Tensor> { ["in"] = Drawn.Of(2, 1, 8, 8) }, null, Token).Coarse.Shape);
    }

    [Fact]
    public void A_map_that_is_given_up_is_not_drawn() =>
        Assert.ThrowsAny<OperationCanceledException>(() => new GradCam(ToyModels.Pictures()).Of(new Dictionary<string, Tensor> { ["in"] = Drawn.Of(2, 1, 8, 8) }, null, new CancellationToken(canceled: true)));

    [Fact]
    public void Graphs_without_such_a_map_are_refused()
    {
        var rows = new Dictionary<string, Tensor> { ["in"] = Drawn.Of(1, 1, 8, 8) };
        Assert.Contains("'nothing' is no feature map", Assert.Throws<OnnxException>(() => new GradCam(ToyModels.Pictures(), "nothing").Of(rows, null, Token)).Message);
        Assert.Contains("is for pictures", Assert.Throws<OnnxException>(() => new GradCam(ToyModels.Linear()).Of(new Dictionary<string, Tensor> { ["in"] = Drawn.Of(1, 3) }, null, Token)).Message);
        var flat = new GraphBuilder("flat");
        flat.Output("out", flat.Relu(flat.Input("in", ElementType.Float32, -1, 1, 8, 8)), -1, 1, 8, 8);
        Assert.Contains("no convolution", Assert.Throws<OnnxException>(() => new GradCam(flat.Build()).Of(rows, null, Token)).Message);
    }
}
