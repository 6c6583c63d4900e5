using Saker.Onnx.Compression;
using Saker.Onnx.Graphs;
using Saker.Onnx.Tests.Attribution;
using Saker.Onnx.Tests.Gradients;
using Saker.Onnx.Training;

namespace Saker.Onnx.Tests.Compression;

public sealed class PruningTests
{
    private static readonly Tensor s_pictures = Drawn.Of(3, 1, 8, 8);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_smallest_weights_go_and_stay_gone_in_training(bool isGlobal)
    {
        var model = ToyModels.Pictures(endsInSoftmax: false);
        var masks = PruningMasks.Smallest(model, 0.5, isGlobal);
        Assert.Equal(0.5, masks.Share, 0.01);
        var pruned = masks.Apply(model);
        Assert.Equal(masks.Share, PruningMasks.Of(pruned).Share);
        using var session = new TrainingSession(pruned, new TrainingSettings { Loss = Losses.CrossEntropy(), BatchSize = 3, Optimizer = new Adam() });
        s_pictures.Span<float>().CopyTo(session.Input<float>("in"));
        for (var i = 0; i < 5; i++)
        {
            session.Step(0.01f);
            masks.Hold(session);
        }
        Assert.Equal(masks.Share, PruningMasks.Of(session.ToModel()).Share);
        var kept = pruned.Graph.Initializers.Where(stored => masks.Weights.Contains(stored.Name)).SelectMany(stored => stored.Read().Span<float>().ToArray()).Where(value => value != 0).Min(Math.Abs);
        var gone = masks.Weights.SelectMany(name => model.Graph.FindInitializer(name)!.Read().Span<float>().ToArray()).Order().ToArray();
        Assert.True(!isGlobal || gone.Count(value => Math.Abs(value) < kept) == gone.Length / 2);
    }

    [Theory]
    [InlineData(0.3, 4)]
    [InlineData(0.5, 4)]
    [InlineData(0.75, 6)]
    public void Of_weights_of_one_size_as_many_go_as_were_asked_and_zeros_always(double share, int expected)
    {
        var graph = new GraphBuilder("ties");
        graph.Output("out", graph.MatMul(graph.Input("in", ElementType.Float32, -1, 2), graph.Constant(Tensor.Of([0f, 1, 0, -1, 1, 0, 1, 0], 2, 4))), -1, 4);
        Assert.Equal(expected / 8.0, PruningMasks.Smallest(graph.Build(), share).Share);
    }

    [Fact]
    public void Channels_are_ranked_by_what_batch_normalisation_makes_of_them()
    {
        var graph = new GraphBuilder("ranked");
        // Weights of one size grow from channel to channel, and what follows turns their order round.
        var value = graph.Node("Conv", [graph.Input("in", ElementType.Float32, -1, 1, 4, 4), graph.Constant(Tensor.Of([1f, 2, 3, 4], 4, 1, 1, 1))], ElementType.Float32);
        value = graph.Node("BatchNormalization", [value, graph.Constant(Tensor.Vector([1f, -1, 0.01f, 1])), graph.Constant(Tensor.Vector(new float[4])), graph.Constant(Tensor.Vector(new float[4])), graph.Constant(Tensor.Vector([0.01f, 0.01f, 1, 10_000f]))], ElementType.Float32);
        graph.Output("out", graph.Node("Conv", [graph.Relu(value), graph.Constant(Drawn.Of(2, 4, 1, 1))], ElementType.Float32), -1, 2, 4, 4);
        var small = StructuredPruning.Apply(graph.Build(), 0.5);
        Assert.Equal([1f, 2], small.Graph.Initializers.First(stored => stored.Shape is [2, 1, 1, 1]).Read().Span<float>().ToArray());
    }

    // Channels whose weights are all zero can go without a change.
    private static OnnxModel Idle(bool isNormalised, bool isReshaped)
    {
        var graph = new GraphBuilder("idle");
        var value = graph.Input("in", ElementType.Float32, -1, 1, 8, 8);
        value = graph.Node("Conv", [value, Zeroed(graph, 0, 4, 1, 3, 3), Zeroed(graph, 0, 4)], ElementType.Float32, [NodeAttribute.Of("pads", [1L, 1, 1, 1])]);
        if (isNormalised)
            value = graph.Node("BatchNormalization", [value, graph.Constant(Drawn.Positive(4)), Zeroed(graph, 0, 4), Zeroed(graph, 0, 4), graph.Constant(Drawn.Positive(4))], ElementType.Float32);
        value = graph.Node("MaxPool", [graph.Relu(value)], ElementType.Float32, [NodeAttribute.Of("kernel_shape", [2L, 2]), NodeAttribute.Of("strides", [2L, 2])]);
        value = graph.Relu(graph.Add(graph.Node("Conv", [value, Zeroed(graph, 0, 6, 4, 3, 3)], ElementType.Float32), Zeroed(graph, 1, 1, 6, 1, 1)));
        value = isReshaped ? graph.Node("Reshape", [value, graph.Integers(-1, 24)], ElementType.Float32) : graph.Node("Flatten", [value], ElementType.Float32);
        value = graph.Relu(graph.Gemm(value, Zeroed(graph, 1, 24, 8), Zeroed(graph, 0, 8)));
        value = graph.Relu(graph.Add(graph.MatMul(value, Zeroed(graph, 1, 8, 6)), Zeroed(graph, 0, 6)));
        graph.Output("out", graph.Gemm(value, graph.Constant(Drawn.Of(3, 6)), graph.Constant(Drawn.Of(3)), transposeRight: true), -1, 3);
        return graph.Build();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Channels_that_do_nothing_go_and_answers_stay(bool isNormalised, bool isReshaped)
    {
        var model = Idle(isNormalised, isReshaped);
        var narrow = StructuredPruning.Apply(model, 0.5);
        QuantisationTests.Near(ToyModels.Run(model, s_pictures), ToyModels.Run(narrow, s_pictures), 1e-5f);
        Assert.Equal([[2L, 1, 3, 3], [3, 2, 3, 3], [12, 4], [4, 3], [3, 3]], narrow.Graph.Initializers.Where(stored => stored.Type == ElementType.Float32 && stored.Shape.Count is 2 || stored.Shape is [_, _, 3, 3]).Select(stored => stored.Shape));
        Assert.Equal(model.OperatorSets, narrow.OperatorSets);
    }

    [Fact]
    public void Layers_that_feed_branches_or_outputs_stay()
    {
        var graph = new GraphBuilder("branches");
        var first = graph.MatMul(graph.Input("in", ElementType.Float32, -1, 4), graph.Constant(Drawn.Of(4, 6)));
        graph.Output("out", graph.Add(graph.MatMul(first, graph.Constant(Drawn.Of(6, 6))), first), -1, 6);
        Assert.Contains("No layer can be made narrower", Assert.Throws<OnnxException>(() => StructuredPruning.Apply(graph.Build(), 0.5)).Message);
        Assert.Contains("0 to below 1", Assert.Throws<OnnxException>(() => StructuredPruning.Apply(graph.Build(), 1)).Message);
        Assert.Contains("0 to below 1", Assert.Throws<OnnxException>(() => PruningMasks.Smallest(graph.Build(), 1.5)).Message);
    }

    // Every other place of an extent is zero.
    private static Value Zeroed(GraphBuilder graph, int axis, params long[] shape)
    {
        var values = Drawn.Of(shape).Span<float>().ToArray();
        var inner = (int)shape.Skip(axis + 1).Aggregate(1L, (product, extent) => product * extent);
        for (var i = 0; i < values.Length; i++)
            if (i / inner % shape[axis] % 2 == 1)
                values[i] = 0;
        return graph.Constant(Tensor.Of(values, shape));
    }
}
