using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Platform.Serving.Queueing;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Tests.Serving.Queueing;

public sealed class RowIndependenceTests
{
    private static readonly TrialLimits s_limits = new(TimeSpan.FromMinutes(5), TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ReduceMean")]
    [InlineData("ReduceMax")]
    [InlineData("CumSum")]
    [InlineData("Softmax")]
    [InlineData("MatMul")]
    [InlineData("beside the first")]
    [InlineData("beside the last")]
    [InlineData("the first for all")]
    [InlineData("in reverse")]
    public async Task Graphs_whose_rows_depend_on_each_other_never_share_runs(string mixing)
    {
        using var model = new OnnxTensorModel(Mixed(mixing));
        foreach (var mode in new[] { BatchingMode.Auto, BatchingMode.On })
        {
            var decision = await BatchingTrial.TryAsync(model, model.Signature, examples: null, new BatchingSettings { Mode = mode }, s_limits, Cancellation);
            Assert.Equal((false, 1, false), (decision.IsBatching, decision.MaxRows, decision.RowsAreIndependent));
            Assert.Contains("'y'", decision.Reason, StringComparison.Ordinal);
            // Nor when the endpoint's settings change later.
            Assert.False(BatchingTrial.Again(model, new BatchingSettings { Mode = BatchingMode.On, MaxRows = 8 }, decision).IsBatching);
        }
    }

    [Theory]
    [InlineData("place")]
    [InlineData("place from the end")]
    [InlineData("number of rows")]
    [InlineData("number of rows", ElementType.Float16)]
    [InlineData("number of rows", ElementType.Int64)]
    public async Task Nor_do_graphs_that_look_at_a_rows_place_or_at_how_many_there_are(string at, ElementType type = ElementType.Float32)
    {
        using var model = new OnnxTensorModel(Counting(at, type));
        Assert.Contains("output 'y' a row's answer depends on its place or on how many rows there are", await FindFaultAsync(model), StringComparison.Ordinal);
        var decision = await BatchingTrial.TryAsync(model, model.Signature, examples: null, new BatchingSettings { Mode = BatchingMode.On, MaxRows = 2 }, s_limits, Cancellation);
        Assert.Equal((false, false), (decision.IsBatching, decision.RowsAreIndependent));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public async Task Kernels_that_round_otherwise_for_other_numbers_of_rows_are_no_dependence(int width)
    {
        using var model = new OnnxTensorModel(Network(width));
        Assert.Null(await FindFaultAsync(model));
    }

    [Fact]
    public async Task Why_rows_do_not_share_runs_is_told_again_after_batching_was_off()
    {
        using var model = new OnnxTensorModel(Mixed("ReduceMean"));
        var on = new BatchingSettings { Mode = BatchingMode.On };
        var tried = await BatchingTrial.TryAsync(model, model.Signature, examples: null, on, s_limits, Cancellation);
        var off = BatchingTrial.Again(model, new BatchingSettings { Mode = BatchingMode.Off }, tried);
        Assert.Equal("Batching is switched off.", off.Reason);
        var again = BatchingTrial.Again(model, on, off);
        Assert.Equal((false, tried.Reason), (again.IsBatching, again.Reason));
        Assert.Contains("'y'", again.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    [InlineData(ElementType.Int8)]
    [InlineData(ElementType.UInt64)]
    [InlineData(ElementType.Boolean)]
    [InlineData(ElementType.Text)]
    public async Task Rows_that_answer_for_themselves_may(ElementType type)
    {
        var graph = new GraphBuilder("apart");
        graph.Output("y", graph.Node("Identity", [graph.Input("x", type, -1, 3)], type), -1, 3);
        using var model = new OnnxTensorModel(graph.Build().ToBytes());
        Assert.Null(await FindFaultAsync(model));
        Assert.True((await BatchingTrial.TryAsync(model, model.Signature, examples: null, new BatchingSettings { Mode = BatchingMode.On }, s_limits, Cancellation)).IsBatching);
    }

    [Fact]
    public async Task A_table_that_is_looked_up_is_tried_with_indices_that_it_has()
    {
        var graph = new GraphBuilder("table");
        var row = graph.Node("Gather", [graph.Constant(Tensor.Vector(1.5f, 2.5f)), graph.Input("x", ElementType.Int64, -1)], ElementType.Float32);
        graph.Output("y", row, -1);
        using var model = new OnnxTensorModel(graph.Build().ToBytes());
        Assert.Null(await FindFaultAsync(model));
    }

    [Fact]
    public void What_was_not_tried_shares_runs_only_where_the_settings_say_so()
    {
        using var model = new OnnxTensorModel(Network(7));
        var untried = BatchingTrial.Untried(model, new BatchingSettings());
        Assert.Equal((false, null), (untried.IsBatching, untried.RowsAreIndependent));
        Assert.True(BatchingTrial.Untried(model, new BatchingSettings { Mode = BatchingMode.On }).IsBatching);
        Assert.True(BatchingTrial.Again(model, new BatchingSettings { Mode = BatchingMode.On }, untried).IsBatching);
        Assert.False(BatchingTrial.Again(model, new BatchingSettings { MaxRows = 8 }, untried).IsBatching);
    }

    [Fact]
    public async Task Rows_that_depend_on_each_other_only_for_values_that_no_trial_makes_up_share_no_runs_either()
    {
        var graph = new GraphBuilder("seldom");
        var x = graph.Input("x", ElementType.Float32, -1, 2);
        var large = graph.Node("Relu", [graph.Node("Sub", [x, graph.Constant(Tensor.Scalar(1e9f))], ElementType.Float32)], ElementType.Float32);
        var most = graph.Node("ReduceMax", [large], ElementType.Float32, [NodeAttribute.Of("axes", [0L])]);
        graph.Output("y", graph.Node("Add", [x, most], ElementType.Float32), -1, 2);
        using var model = new OnnxTensorModel(graph.Build().ToBytes());
        Assert.Null(await FindFaultAsync(model));
        foreach (var mode in new[] { BatchingMode.Auto, BatchingMode.On })
        {
            var decision = await BatchingTrial.TryAsync(model, model.Signature, examples: null, new BatchingSettings { Mode = mode }, s_limits, Cancellation);
            Assert.Equal((false, false), (decision.IsBatching, decision.RowsAreIndependent));
            Assert.Contains("the operator ReduceMax", decision.Reason, StringComparison.Ordinal);
            Assert.False(BatchingTrial.Untried(model, new BatchingSettings { Mode = mode }).IsBatching);
        }
    }

    private static ValueTask<string?> FindFaultAsync(OnnxTensorModel model) => RowIndependence.FindFaultAsync(model, model.Signature, RowIndependence.MostRows, s_limits, Cancellation);

    // What is added or divided by is the same for all rows, so that no row shows in another's answer.
    private static byte[] Counting(string at, ElementType type)
    {
        var graph = new GraphBuilder("counting");
        var x = graph.Input("x", type, -1, 2);
        var (zero, one) = (graph.Constant(Tensor.Scalar(0L)), graph.Constant(Tensor.Scalar(1L)));
        var count = graph.Node("Gather", [graph.Node("Shape", [x], ElementType.Int64), zero], ElementType.Int64);
        var last = graph.Node("Sub", [count, one], ElementType.Int64);
        var counted = at switch
        {
            "place" => graph.Node("Range", [zero, count, one], ElementType.Int64),
            "place from the end" => graph.Node("Range", [last, graph.Constant(Tensor.Scalar(-1L)), graph.Constant(Tensor.Scalar(-1L))], ElementType.Int64),
            _ => count,
        };
        var column = graph.Node("Reshape", [graph.Node("Cast", [counted], type, [NodeAttribute.Of("to", (long)type)]), graph.Constant(Tensor.Vector(-1L, 1L))], type);
        graph.Output("y", graph.Node(counted == count ? "Div" : "Add", [x, column], type), -1, 2);
        return graph.Build().ToBytes();
    }

    private static byte[] Network(int width)
    {
        const ElementType type = ElementType.Float32;
        var random = new Random(7);
        var graph = new GraphBuilder("network");
        var x = graph.Input("x", type, -1, 64);
        var hidden = graph.Node("Tanh", [graph.Node("MatMul", [x, Weights(64)], type)], type);
        graph.Output("y", graph.Node("MatMul", [hidden, Weights(width)], type), -1, width);
        graph.Output("p", graph.Node("Softmax", [graph.Node("MatMul", [x, Weights(width)], type)], type), -1, width);
        return graph.Build().ToBytes();

        Value Weights(int columns) => graph.Constant(Tensor.Of([.. Enumerable.Range(0, 64 * columns).Select(_ => (float)((2 * random.NextDouble()) - 1))], 64, columns));
    }

    private static byte[] Mixed(string mixing)
    {
        const ElementType type = ElementType.Float32;
        var graph = new GraphBuilder("mixed");
        var x = graph.Input("x", type, -1, 2);
        var y = mixing switch
        {
            "CumSum" => graph.Node("CumSum", [x, graph.Constant(Tensor.Of([0L]))], type),
            "Softmax" => graph.Node("Softmax", [x], type, [NodeAttribute.Of("axis", 0L)]),
            // Every row looks at every other one, as attention does.
            "MatMul" => graph.Node("MatMul", [graph.Node("MatMul", [x, graph.Node("Transpose", [x], type)], type), x], type),
            "beside the first" => graph.Node("Sub", [x, RowAt(0)], type),
            "beside the last" => graph.Node("Sub", [x, RowAt(-1)], type),
            "the first for all" => graph.Node("Expand", [RowAt(0), graph.Node("Shape", [x], ElementType.Int64)], type),
            "in reverse" => graph.Node("Slice", [x, Number(-1), Number(long.MinValue), Number(0), Number(-1)], type),
            _ => graph.Node("Sub", [x, graph.Node(mixing, [x], type, [NodeAttribute.Of("axes", new[] { 0L }), NodeAttribute.Of("keepdims", 1L)])], type),
        };
        graph.Output("y", y, -1, 2);
        return graph.Build().ToBytes();

        Value Number(long number) => graph.Constant(Tensor.Vector(number));
        Value RowAt(long place) => graph.Node("Gather", [x, Number(place)], type);
    }
}
