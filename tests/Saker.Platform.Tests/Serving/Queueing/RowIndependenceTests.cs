using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Platform.Serving.Queueing;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Tests.Serving.Queueing;

public sealed class RowIndependenceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ReduceMean")]
    [InlineData("ReduceMax")]
    [InlineData("CumSum")]
    [InlineData("Softmax")]
    [InlineData("MatMul")]
    public async Task Graphs_whose_rows_depend_on_each_other_never_share_runs(string mixing)
    {
        using var model = new OnnxTensorModel(Mixed(mixing));
        foreach (var mode in new[] { BatchingMode.Auto, BatchingMode.On })
        {
            var decision = await BatchingTrial.TryAsync(model, model.Signature, examples: null, new BatchingSettings { Mode = mode }, Cancellation);
            Assert.Equal((false, 1, false), (decision.IsBatching, decision.MaxRows, decision.RowsAreIndependent));
            Assert.Contains("'y'", decision.Reason, StringComparison.Ordinal);
            // Nor when the endpoint's settings change later.
            Assert.False(BatchingTrial.Again(model, new BatchingSettings { Mode = BatchingMode.On, MaxRows = 8 }, decision).IsBatching);
        }
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
        Assert.Null(await RowIndependence.FindFaultAsync(model, model.Signature, Cancellation));
        Assert.True((await BatchingTrial.TryAsync(model, model.Signature, examples: null, new BatchingSettings { Mode = BatchingMode.On }, Cancellation)).IsBatching);
    }

    [Fact]
    public async Task A_table_that_is_looked_up_is_tried_with_indices_that_it_has()
    {
        var graph = new GraphBuilder("table");
        var row = graph.Node("Gather", [graph.Constant(Tensor.Vector(1.5f, 2.5f)), graph.Input("x", ElementType.Int64, -1)], ElementType.Float32);
        graph.Output("y", row, -1);
        using var model = new OnnxTensorModel(graph.Build().ToBytes());
        Assert.Null(await RowIndependence.FindFaultAsync(model, model.Signature, Cancellation));
    }

    [Fact]
    public void What_was_not_tried_shares_runs_only_where_the_settings_say_so()
    {
        using var model = new OnnxTensorModel(Mixed("ReduceMean"));
        var untried = BatchingTrial.Untried(model, new BatchingSettings());
        Assert.Equal((false, null), (untried.IsBatching, untried.RowsAreIndependent));
        Assert.True(BatchingTrial.Untried(model, new BatchingSettings { Mode = BatchingMode.On }).IsBatching);
        Assert.True(BatchingTrial.Again(model, new BatchingSettings { Mode = BatchingMode.On }, untried).IsBatching);
        Assert.False(BatchingTrial.Again(model, new BatchingSettings { MaxRows = 8 }, untried).IsBatching);
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
            _ => graph.Node("Sub", [x, graph.Node(mixing, [x], type, [NodeAttribute.Of("axes", new[] { 0L }), NodeAttribute.Of("keepdims", 1L)])], type),
        };
        graph.Output("y", y, -1, 2);
        return graph.Build().ToBytes();
    }
}
