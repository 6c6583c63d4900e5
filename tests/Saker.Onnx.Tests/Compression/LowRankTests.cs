using Saker.Onnx.Compression;
using Saker.Onnx.Graphs;
using Saker.Onnx.Tests.Attribution;
using Saker.Onnx.Tests.Gradients;

namespace Saker.Onnx.Tests.Compression;

public sealed class LowRankTests
{
    [Theory]
    [InlineData(7, 4)]
    [InlineData(4, 7)]
    [InlineData(5, 5)]
    public void Directions_and_values_make_up_the_matrix(int rows, int columns)
    {
        var matrix = Drawn.Of(rows, columns).Span<float>().ToArray();
        var found = SingularValues.Of(matrix, rows, columns, TestContext.Current.CancellationToken);
        Assert.Equal(found.Values.OrderDescending(), found.Values);
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                Assert.Equal(matrix[row * columns + column], found.Values.Select((value, i) => value * found.Left[i][row] * found.Right[i][column]).Sum(), 1e-6);
        Assert.Equal(1, found.Left[0].Sum(value => value * value), 1e-9);
        Assert.Equal(0, found.Right[0].Zip(found.Right[1], (a, b) => a * b).Sum(), 1e-9);
    }

    [Fact]
    public void Values_of_a_known_matrix_are_known()
    {
        var found = SingularValues.Of([3, 0, 4, 5], 2, 2, TestContext.Current.CancellationToken);
        Assert.Equal([Math.Sqrt(45), Math.Sqrt(5)], found.Values, (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_weight_of_few_directions_becomes_two_and_answers_stay(int kind)
    {
        var graph = new GraphBuilder("narrow");
        if (kind == 0)
        {
            var input = graph.Input("in", ElementType.Float32, -1, 4, 6, 6);
            graph.Output("out", graph.Node("Conv", [input, graph.Constant(Low(12, 4, 3, 3)), graph.Constant(Drawn.Of(12))], ElementType.Float32, [NodeAttribute.Of("strides", [2L, 2])]), -1, 12, 2, 2);
        }
        else
        {
            var input = graph.Input("in", ElementType.Float32, -1, 20);
            graph.Output("out", graph.Gemm(input, graph.Constant(kind == 1 ? Low(20, 16) : Low(16, 20)), graph.Constant(Drawn.Of(16)), alpha: 2, beta: 3, transposeRight: kind == 2), -1, 16);
        }
        var model = graph.Build();
        var rows = kind == 0 ? Drawn.Of(2, 4, 6, 6) : Drawn.Of(3, 20);
        var low = LowRankFactorisation.Apply(model, 0.9999, null, TestContext.Current.CancellationToken);
        QuantisationTests.Near(ToyModels.Run(model, rows), ToyModels.Run(low, rows), 1e-4f);
        Assert.True(low.ToBytes().Length < model.ToBytes().Length);
        Assert.Equal(2, low.Graph.Nodes.Count(node => node.Operator is "Conv" or "Gemm" or "MatMul"));
    }

    [Fact]
    public void Weights_that_would_not_be_smaller_stay()
    {
        Assert.Contains("No weight becomes smaller", Assert.Throws<OnnxException>(() => LowRankFactorisation.Apply(ToyModels.Linear(), 0.999, null, TestContext.Current.CancellationToken)).Message);
        Assert.Contains("above 0", Assert.Throws<OnnxException>(() => LowRankFactorisation.Apply(ToyModels.Linear(), 0, null, TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public void Weights_beyond_the_bound_are_left_and_named()
    {
        var model = Linear(16, 20);
        Assert.Equal([model.Graph.Initializers[0].Name], LowRankFactorisation.TooLarge(model, null, most: 15));
        Assert.Empty(LowRankFactorisation.TooLarge(model));
        var refused = Assert.Throws<OnnxException>(() => LowRankFactorisation.Apply(model, 0.99, null, most: 15, TestContext.Current.CancellationToken));
        Assert.Contains($"more than 15 rows and columns are left: '{model.Graph.Initializers[0].Name}'", refused.Message);
    }

    [Fact]
    public void It_stops_when_it_is_told_to()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => LowRankFactorisation.Apply(Linear(16, 20), 0.95, null, stop.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => StaticQuantisation.Apply(Linear(16, 20), [new Dictionary<string, Tensor> { ["in"] = Drawn.Of(2, 16) }], null, stop.Token));
    }

    private static OnnxModel Linear(int inputs, int outputs)
    {
        var graph = new GraphBuilder("linear");
        graph.Output("out", graph.MatMul(graph.Input("in", ElementType.Float32, -1, inputs), graph.Constant(Low(inputs, outputs))), -1, outputs);
        return graph.Build();
    }

    // A sum of two products of vectors.
    private static Tensor Low(params long[] shape)
    {
        var (rows, columns) = ((int)shape[0], (int)shape.Skip(1).Aggregate(1L, (product, extent) => product * extent));
        var (left, right) = (Drawn.Of(rows, 2).Span<float>().ToArray(), Drawn.Of(2, columns).Span<float>().ToArray());
        var values = new float[rows * columns];
        for (var i = 0; i < values.Length; i++)
            values[i] = left[i / columns * 2] * right[i % columns] + left[i / columns * 2 + 1] * right[columns + i % columns];
        return Tensor.Of(values, shape);
    }
}
