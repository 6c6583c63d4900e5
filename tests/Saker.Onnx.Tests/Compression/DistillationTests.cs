using Saker.Onnx.Compression;
using Saker.Onnx.Graphs;
using Saker.Onnx.Tests.Attribution;
using Saker.Onnx.Tests.Gradients;
using Saker.Onnx.Training;

namespace Saker.Onnx.Tests.Compression;

public sealed class DistillationTests
{
    [Theory]
    [InlineData("Softmax", false, true)]
    [InlineData("LogSoftmax", false, true)]
    [InlineData("Softmax", true, true)]
    [InlineData("Sigmoid", false, false)]
    [InlineData("Identity", false, false)]
    public void Outputs_are_of_classes_where_a_softmax_gives_them(string last, bool copies, bool expected)
    {
        var graph = new GraphBuilder("last");
        var value = graph.Node(last, [graph.MatMul(graph.Input("in", ElementType.Float32, -1, 4), graph.Constant(Drawn.Of(4, 3)))], ElementType.Float32);
        graph.Output("out", copies ? graph.Node("Identity", [value], ElementType.Float32) : value, -1, 3);
        Assert.Equal(expected, DistillationSession.IsOfClasses(graph.Build()));
    }

    [Fact]
    public void Numbers_of_a_row_are_followed_with_what_they_have_in_common()
    {
        // A softmax would see no difference between the two.
        using var session = new DistillationSession(Shifted(5), Shifted(0), new TrainingSettings { Loss = Losses.MeanSquared(), BatchSize = 8, Optimizer = new Adam() }, temperature: null);
        var batch = new Dictionary<string, Tensor> { ["in"] = Drawn.Of(8, 4) };
        for (var step = 0; step < 300; step++)
            session.Step(batch, 0.05f);
        Assert.Equal(ToyModels.Run(Shifted(5), batch["in"]).Average(), ToyModels.Run(session.ToModel(), batch["in"]).Average(), 0.1f);
    }

    private static OnnxModel Shifted(float by)
    {
        var graph = new GraphBuilder("shifted");
        graph.Output("out", graph.Gemm(graph.Input("in", ElementType.Float32, -1, 4), graph.Constant(Drawn.Of(4, 3)), graph.Constant(Tensor.Vector(by, by, by))), -1, 3);
        return graph.Build();
    }
}
