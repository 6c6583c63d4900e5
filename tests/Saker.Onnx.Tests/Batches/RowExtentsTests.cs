using Saker.Onnx.Batches;
using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Tests.Batches;

/// <summary>Graphs whose files name the extents of rows as exporters do that know no names: not at all, or each by its own.</summary>
public sealed class RowExtentsTests
{
    private const ElementType Number = ElementType.Float32;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("x_dynamic_axes_1")]
    public async Task Rows_that_are_kept_apart_are_rows_whatever_their_extents_are_called(string input)
    {
        using var session = Open(Renamed(Network(), input));
        Assert.True(OnnxBatches.TakesRows(session));
        using var runner = OnnxBatches.NewRunner(session, 4);
        var parts = new[] { 1, 3, 2 }.Select(rows => Part(session, rows)).ToArray();
        await runner.RunAsync(parts, Cancellation);
        foreach (var part in parts)
        {
            Assert.Equal([part.Rows, 2], part.Outputs[0].Shape.ToArray());
            // Each row is one number throughout, which the weights count.
            Assert.Equal(Enumerable.Range(1, part.Rows).SelectMany(row => new[] { 3f * row, 0 }), part.Outputs[0].Elements<float>().ToArray());
        }
    }

    [Fact]
    public void Rows_that_may_look_at_each_other_are_none_where_no_name_says_so()
    {
        var graph = new GraphBuilder("centred");
        var x = graph.Input("x", Number, -1, 2);
        graph.Output("y", graph.Node("Sub", [x, graph.Node("ReduceMean", [x], Number, [NodeAttribute.Of("axes", new[] { 0L })])], Number), -1, 2);
        using var unnamed = Open(Renamed(graph.Build(), ""));
        using var named = new OnnxSession(graph.Build());
        Assert.False(OnnxBatches.TakesRows(unnamed));
        Assert.True(OnnxBatches.TakesRows(named));
    }

    [Fact]
    public void Several_inputs_are_of_the_same_rows_only_by_name()
    {
        var graph = new GraphBuilder("sum");
        graph.Output("y", graph.Node("Add", [graph.Input("a", Number, -1, 2), graph.Input("b", Number, -1, 2)], Number), -1, 2);
        using var unnamed = Open(Renamed(graph.Build(), ""));
        Assert.False(OnnxBatches.TakesRows(unnamed));
    }

    [Fact]
    public void An_output_that_is_not_as_the_file_says_is_left_to_the_engine()
    {
        // Exporters say two scores of classes that are three; the engine does not look before it runs.
        var graph = new GraphBuilder("classes");
        var x = graph.Input("x", Number, -1, 1);
        var scores = graph.Node("LinearRegressor", [x], Number, [NodeAttribute.Of("coefficients", new[] { 1f, 2f, 3f }), NodeAttribute.Of("targets", 3L)], GraphBuilder.MachineLearning);
        graph.Output("scores", scores, -1, 2);
        using var session = Open(Renamed(graph.Build(), ""));
        Assert.False(OnnxBatches.TakesRows(session));
        Assert.Equal([2, 3], session.Run(new Dictionary<string, Tensor> { ["x"] = Tensor.Of(new float[2], 2, 1) }, Cancellation)[0].Shape);
    }

    private static OnnxSession Open(OnnxModel model)
    {
        var session = new OnnxSession(model);
        Assert.False(OnnxBatches.TakesRows(session));
        Assert.Equal(OnnxBatches.FindRows(model.ToBytes(), session), OnnxBatches.TakesRows(session));
        return session;
    }

    private static OnnxModel Network()
    {
        var graph = new GraphBuilder("network");
        var weights = graph.Constant(Tensor.Of(new[] { 1f, -1, 1, -1, 1, -1 }, 3, 2));
        graph.Output("y", graph.Node("Relu", [graph.Node("MatMul", [graph.Input("x", Number, -1, 3), weights], Number)], Number), -1, 2);
        return graph.Build();
    }

    private static OnnxModel Renamed(OnnxModel model, string input)
    {
        foreach (var value in model.Proto.Graph.Input)
            Rename(value, input);
        foreach (var value in model.Proto.Graph.Output)
            Rename(value, input.Replace('x', 'y'));
        return model;
    }

    private static void Rename(ValueInfoProto value, string name)
    {
        var extent = value.Type.TensorType.Shape.Dim[0];
        if (name.Length == 0)
            value.Type.TensorType.Shape.Dim[0] = new TensorShapeProto.Types.Dimension();
        else
            extent.DimParam = name;
    }

    private static TensorSet Part(OnnxSession session, int rows)
    {
        var part = new TensorSet(session.Inputs, session.Outputs);
        part.Inputs[0].Reset([rows, 3]);
        for (var i = 0; i < rows * 3; i++)
            part.Inputs[0].Elements<float>()[i] = 1 + (i / 3);
        return part;
    }
}
