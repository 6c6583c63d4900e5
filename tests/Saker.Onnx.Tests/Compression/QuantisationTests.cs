using Saker.Onnx.Attribution;
using Saker.Onnx.Compression;
using Saker.Onnx.Graphs;
using Saker.Onnx.Tests.Attribution;
using Saker.Onnx.Tests.Gradients;
using Saker.Onnx.Training;

namespace Saker.Onnx.Tests.Compression;

public sealed class QuantisationTests
{
    private static readonly Tensor s_pictures = Drawn.Of(3, 1, 8, 8);

    private static IReadOnlyList<IReadOnlyDictionary<string, Tensor>> Examples => [new Dictionary<string, Tensor> { ["in"] = s_pictures }];

    public static TheoryData<CalibrationMethod> Methods => [.. Enum.GetValues<CalibrationMethod>()];

    [Fact]
    public void Dynamic_levels_answer_nearly_the_same()
    {
        var model = ToyModels.Pictures(endsInSoftmax: false);
        var rounded = DynamicQuantisation.Apply(model);
        Near(ToyModels.Run(model, s_pictures), ToyModels.Run(rounded, s_pictures), 0.03f);
        Assert.Equal(["Conv", "Conv", "Gemm"], model.Graph.Nodes.Select(node => node.Operator).Where(name => name is "Conv" or "Gemm"));
        Assert.DoesNotContain(rounded.Graph.Nodes, node => node.Operator is "Conv" or "Gemm");
        Assert.All(rounded.Graph.Initializers.Where(stored => stored.Type == ElementType.Float32), stored => Assert.True(stored.Shape.Aggregate(1L, (product, extent) => product * extent) <= 6));
        Assert.Equal(model.Outputs, rounded.Outputs, (a, b) => a.ToString() == b.ToString());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Static_levels_answer_nearly_the_same(CalibrationMethod method)
    {
        var model = ToyModels.Pictures(endsInSoftmax: false);
        var rounded = StaticQuantisation.Apply(model, Examples, new QuantisationSettings { Calibration = method }, TestContext.Current.CancellationToken);
        Near(ToyModels.Run(model, s_pictures), ToyModels.Run(rounded, s_pictures), method == CalibrationMethod.Entropy ? 0.15f : 0.03f);
        Assert.Equal(3, rounded.Graph.Initializers.Count(stored => stored.Type == ElementType.Int8 && stored.Shape.Count > 1));
        Assert.DoesNotContain(rounded.Graph.Initializers, stored => stored.Type == ElementType.Float32 && stored.Shape.Count > 1);
    }

    [Theory]
    [InlineData(false, 1, 1, 0)]
    [InlineData(true, 1, 1, 0)]
    [InlineData(true, 0.5f, 2, 0)]
    [InlineData(false, 3, 1, 1)]
    public void Products_of_all_kinds_keep_their_meaning(bool isTransposed, float alpha, float beta, int kind)
    {
        var graph = new GraphBuilder("products");
        var input = graph.Input("in", ElementType.Float32, -1, 6);
        var weight = graph.Constant(isTransposed ? Drawn.Of(4, 6) : Drawn.Of(6, 4));
        graph.Output("out", kind == 1 ? graph.MatMul(input, weight) : graph.Gemm(input, weight, graph.Constant(Drawn.Of(4)), alpha, beta, transposeRight: isTransposed), -1, 4);
        var model = graph.Build();
        var rows = Drawn.Of(5, 6);
        var expected = ToyModels.Run(model, rows);
        Near(expected, ToyModels.Run(DynamicQuantisation.Apply(model), rows), 0.05f);
        Near(expected, ToyModels.Run(StaticQuantisation.Apply(model, [new Dictionary<string, Tensor> { ["in"] = rows }], null, TestContext.Current.CancellationToken), rows), 0.05f);
        // A level is a seventh of the largest weight: six of them are off by less than a half each.
        Near(expected, ToyModels.Run(StaticQuantisation.Apply(model, [new Dictionary<string, Tensor> { ["in"] = rows }], new() { WeightBits = 4 }, TestContext.Current.CancellationToken), rows), alpha * 6 / 14f);
    }

    [Fact]
    public void Convolutions_in_groups_with_strides_keep_their_meaning()
    {
        var graph = new GraphBuilder("grouped");
        var input = graph.Input("in", ElementType.Float32, -1, 4, 9, 9);
        graph.Output("out", graph.Node("Conv", [input, graph.Constant(Drawn.Of(4, 1, 3, 3)), graph.Constant(Drawn.Of(4))], ElementType.Float32,
            [NodeAttribute.Of("group", 4), NodeAttribute.Of("strides", [2L, 2]), NodeAttribute.Of("pads", [1L, 1, 1, 1]), NodeAttribute.Of("dilations", [1L, 1])]), -1, 4, 5, 5);
        var model = graph.Build();
        var rows = Drawn.Between(-1, 3, 2, 4, 9, 9);
        Near(ToyModels.Run(model, rows), ToyModels.Run(DynamicQuantisation.Apply(model), rows), 0.1f);
        Near(ToyModels.Run(model, rows), ToyModels.Run(StaticQuantisation.Apply(model, [new Dictionary<string, Tensor> { ["in"] = rows }], null, TestContext.Current.CancellationToken), rows), 0.1f);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    public void Weights_take_no_more_levels_than_their_bits_have(int bits)
    {
        var rounded = StaticQuantisation.Apply(ToyModels.Pictures(), Examples, new QuantisationSettings { WeightBits = bits, ActivationBits = bits }, TestContext.Current.CancellationToken);
        var type = bits <= 4 ? ElementType.Int4 : ElementType.Int8;
        Assert.Equal(3, rounded.Graph.Initializers.Count(stored => stored.Type == type && stored.Shape.Count > 1));
        foreach (var stored in rounded.Graph.Initializers.Where(stored => stored.Type == type && stored.Shape.Count > 1))
        {
            var levels = stored.Read().Span<sbyte>().ToArray();
            Assert.Equal((1 << (bits - 1)) - 1, levels.Max(level => Math.Abs((int)level)));
        }
        ToyModels.Run(rounded, s_pictures);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weights_of_four_bits_take_half_a_byte_and_answer_as_their_levels_say(bool isConvolution)
    {
        var model = isConvolution ? Convolution() : Product();
        var rows = isConvolution ? Drawn.Of(2, 8, 6, 6) : Drawn.Of(5, 63);
        OnnxModel Rounded(int bits) => StaticQuantisation.Apply(model, [new Dictionary<string, Tensor> { ["in"] = rows }], new QuantisationSettings { WeightBits = bits }, TestContext.Current.CancellationToken);
        var (four, five) = (Rounded(4), Rounded(5));
        var stored = four.Graph.Initializers.Single(constant => constant.Type == ElementType.Int4);
        var count = stored.Shape.Aggregate(1L, (product, extent) => product * extent);
        // What stands for zero in each channel need not be stored either.
        Assert.InRange(five.ToBytes().Length - four.ToBytes().Length, count / 2, count / 2 + 150);
        // The levels with their scales, in floating point.
        var scales = four.Graph.Initializers.Single(constant => constant.Type == ElementType.Float32 && constant.Shape is [> 1]).Read().Span<float>().ToArray();
        var levels = stored.Read().Span<sbyte>().ToArray();
        var inner = isConvolution ? levels.Length / scales.Length : 1;
        var weight = Tensor.Of(levels.Select((level, i) => level * scales[i / inner % scales.Length]).ToArray(), [.. stored.Shape]);
        Near(ToyModels.Run(isConvolution ? Convolution(weight) : Product(weight), rows), ToyModels.Run(OnnxModel.Parse(four.ToBytes()), rows), 0.05f);
        if (isConvolution)
            return;
        // Gradients go through them as through the weights that they stand for.
        using var gradients = new InputGradients(four);
        Near([.. Enumerable.Range(0, 63).Select(row => weight.Span<float>()[row * 31 + 3])], gradients.Of(new Dictionary<string, Tensor> { ["in"] = rows }, 3, TestContext.Current.CancellationToken)["in"].Span<float>()[..63].ToArray(), 1e-5f);

        static OnnxModel Product(Tensor? weight = null)
        {
            var graph = new GraphBuilder("product");
            graph.Output("out", graph.MatMul(graph.Input("in", ElementType.Float32, -1, 63), graph.Constant(weight ?? Drawn.Of(63, 31))), -1, 31);
            return graph.Build();
        }

        static OnnxModel Convolution(Tensor? weight = null)
        {
            var graph = new GraphBuilder("convolution");
            graph.Output("out", graph.Node("Conv", [graph.Input("in", ElementType.Float32, -1, 8, 6, 6), graph.Constant(weight ?? Drawn.Of(12, 8, 3, 3))], ElementType.Float32), -1, 12, 4, 4);
            return graph.Build();
        }
    }

    [Fact]
    public void Training_moves_weights_through_levels_and_their_end_is_stored()
    {
        var prepared = QuantisationAwareTraining.Prepare(ToyModels.Pictures(endsInSoftmax: false), Examples, new QuantisationSettings { WeightBits = 3, ActivationBits = 4 }, TestContext.Current.CancellationToken);
        Assert.Equal(6, TrainableValues.Find(prepared).Count);
        using var session = new TrainingSession(prepared, new TrainingSettings { Loss = Losses.CrossEntropy(), BatchSize = 3, Optimizer = new Adam() });
        s_pictures.Span<float>().CopyTo(session.Input<float>("in"));
        new long[] { 0, 1, 2 }.CopyTo(session.Input<long>(session.Target));
        var first = session.Step(0.02f);
        for (var i = 0; i < 80; i++)
            session.Step(0.02f);
        Assert.True(session.Compute() < 0.7f * first, $"{first} to {session.Compute()}");
        // What is stored in the end answers as training saw it.
        Near(session.Predictions.ToArray(), ToyModels.Run(QuantisationAwareTraining.Finish(session.ToModel()), s_pictures), 1e-3f);
    }

    [Fact]
    public void What_cannot_be_is_refused_by_name()
    {
        var model = ToyModels.Pictures();
        Assert.Contains("2 to 8 bits; 9 and 8", Assert.Throws<OnnxException>(() => StaticQuantisation.Apply(model, Examples, new() { WeightBits = 9 }, TestContext.Current.CancellationToken)).Message);
        Assert.Contains("above 50", Assert.Throws<OnnxException>(() => StaticQuantisation.Apply(model, Examples, new() { Percentile = 50 }, TestContext.Current.CancellationToken)).Message);
        Assert.Contains("example rows", Assert.Throws<OnnxException>(() => StaticQuantisation.Apply(model, [], null, TestContext.Current.CancellationToken)).Message);
        Assert.Contains("'nothing' is no stored weight", Assert.Throws<OnnxException>(() => DynamicQuantisation.Apply(model, ["nothing"])).Message);
        Assert.Contains("prepare the model first", Assert.Throws<OnnxException>(() => QuantisationAwareTraining.Finish(model)).Message);
        var none = new GraphBuilder("none");
        none.Output("out", none.Relu(none.Input("in", ElementType.Float32, -1)), -1);
        Assert.Contains("nothing to compress", Assert.Throws<OnnxException>(() => DynamicQuantisation.Apply(none.Build())).Message);
        var odd = new Dictionary<string, Tensor> { ["in"] = Tensor.Of([.. Enumerable.Repeat(float.NaN, 64)], 1, 1, 8, 8) };
        Assert.Contains("'in' holds numbers that are not finite", Assert.Throws<OnnxException>(() => StaticQuantisation.Apply(model, [odd], null, TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public void A_weight_that_is_kept_stays_in_floating_point()
    {
        var model = ToyModels.Linear();
        var two = new GraphBuilder("two");
        var first = two.Constant(Drawn.Of(3, 4));
        var second = two.Constant(Drawn.Of(4, 2));
        two.Output("out", two.MatMul(two.MatMul(two.Input("in", ElementType.Float32, -1, 3), first), second), -1, 2);
        var rounded = DynamicQuantisation.Apply(two.Build(), [second.Name]);
        Assert.Null(rounded.Graph.FindInitializer(first.Name));
        Assert.Equal(ElementType.Float32, rounded.Graph.FindInitializer(second.Name)!.Type);
        Assert.Contains(model.Graph.Nodes, node => node.Operator == "Gemm");
    }

    internal static void Near(float[] expected, float[] given, float tolerance)
    {
        Assert.Equal(expected.Length, given.Length);
        Assert.True(expected.Zip(given, (a, b) => Math.Abs(a - b)).Max() <= tolerance, $"{string.Join(" ", expected.Take(8))} and {string.Join(" ", given.Take(8))}");
    }
}
