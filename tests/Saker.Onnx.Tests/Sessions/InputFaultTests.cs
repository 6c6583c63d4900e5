using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Tests.Sessions;

/// <summary>Whose fault it is when a graph cannot be run on what it was given.</summary>
public sealed class InputFaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_graph_that_fails_where_nothing_but_rows_is_chosen_is_at_fault_itself()
    {
        using var session = Reshaped(4, -1, 4);
        Assert.False(FailureOf(session, Tensor.Of(new float[8], 2, 4)).IsInputFault);
        session.Run(new Dictionary<string, Tensor> { ["x"] = Tensor.Of(new float[4], 1, 4) }, Cancellation);
        Assert.False(FailureOf(session, Tensor.Of(new float[8], 2, 4)).IsInputFault);
    }

    [Theory]
    [InlineData(-1L, -1L)]
    [InlineData(3L, -1L)]
    [InlineData(-1L)]
    public void Shapes_that_are_chosen_are_at_fault_once_the_graph_ran_on_others(params long[] shape)
    {
        long Of(long extent, long chosen) => extent < 0 ? chosen : extent;
        using var session = Reshaped(3, shape);
        var wrong = Tensor.Of(new float[shape.Length == 1 ? 5 : 15], shape.Length == 1 ? [5] : [Of(shape[0], 3), 5]);
        Assert.False(FailureOf(session, wrong).IsInputFault);
        session.Run(new Dictionary<string, Tensor> { ["x"] = Tensor.Of(new float[3], shape.Length == 1 ? [3] : [Of(shape[0], 3), 1]) }, Cancellation);
        Assert.True(FailureOf(session, wrong).IsInputFault);
    }

    [Theory]
    [InlineData(2, 2, false)]
    [InlineData(2, 3, true)]
    public void Inputs_of_other_numbers_of_rows_are_at_fault(int first, int second, bool isInputFault)
    {
        TensorSpec[] specs = [new("a", ElementType.Float32, [-1, 4]), new("b", ElementType.Float32, [-1, 4])];
        var given = new Dictionary<string, Tensor> { ["a"] = Tensor.Of(new float[4 * first], first, 4), ["b"] = Tensor.Of(new float[4 * second], second, 4) };
        Assert.Equal(isInputFault, InputFit.AreShapesChosen(specs, given));
    }

    [Fact]
    public void Scalars_leave_nothing_to_choose_but_shapes_that_are_not_told_do()
    {
        TensorSpec[] specs = [new("a", ElementType.Float32, [])];
        Assert.False(InputFit.AreShapesChosen(specs, new Dictionary<string, Tensor> { ["a"] = Tensor.Scalar(1f) }));
        Assert.True(InputFit.AreShapesChosen(specs, new Dictionary<string, Tensor> { ["a"] = Tensor.Vector(1f, 2f) }));
    }

    [Theory]
    [InlineData(ElementType.Int32)]
    [InlineData(ElementType.Int64)]
    public void Whole_numbers_divided_by_nothing_are_at_fault(ElementType type)
    {
        var graph = new GraphBuilder("divided");
        graph.Output("y", graph.Node("Div", [graph.Input("x", type, -1), graph.Input("by", type, -1)], type), -1);
        using var session = new OnnxSession(graph.Build());
        Tensor Of(int value) => type == ElementType.Int32 ? Tensor.Vector(value) : Tensor.Vector((long)value);
        var failure = Assert.Throws<OnnxException>(() => session.Run(new Dictionary<string, Tensor> { ["x"] = Of(1), ["by"] = Of(0) }, Cancellation));
        Assert.True(failure.IsInputFault, failure.Message);
        Assert.Single(session.Run(new Dictionary<string, Tensor> { ["x"] = Of(4), ["by"] = Of(2) }, Cancellation));
    }

    [Theory]
    [InlineData("allocation")]
    [InlineData("division by zero")]
    public void Names_of_nodes_say_nothing_of_what_failed(string name)
    {
        var graph = new GraphBuilder("named");
        graph.Output("y", graph.Node("Reshape", [graph.Node("Expand", [graph.Input("x", ElementType.Float32, 1), graph.Input("n", ElementType.Int64, 1)], ElementType.Float32), graph.Constant(Tensor.Vector(4L))], ElementType.Float32), 4);
        var model = graph.Build();
        foreach (var node in model.Proto.Graph.Node)
            node.Name = $"{name}/{node.OpType}";
        using var session = new OnnxSession(model);
        Dictionary<string, Tensor> Of(long count) => new(StringComparer.Ordinal) { ["x"] = Tensor.Vector(1f), ["n"] = Tensor.Vector(count) };
        var untried = Assert.Throws<OnnxException>(() => session.Run(Of(5), Cancellation));
        Assert.Equal((false, false), (untried.IsTooLarge, untried.IsInputFault));
        session.Run(Of(4), Cancellation);
        var failure = Assert.Throws<OnnxException>(() => session.Run(Of(5), Cancellation));
        Assert.Equal((false, true), (failure.IsTooLarge, failure.IsInputFault));
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    [InlineData(ElementType.Int64)]
    [InlineData(ElementType.Int32)]
    [InlineData(ElementType.UInt8)]
    public void Texts_that_are_no_numbers_are_at_fault(ElementType type)
    {
        var graph = new GraphBuilder("number");
        graph.Output("y", graph.Cast(graph.Input("x", ElementType.Text, -1), type), -1);
        using var session = new OnnxSession(graph.Build());
        foreach (var text in new[] { "twelve", "", "1e999999999999" })
        {
            var failure = Record.Exception(() => session.Run(new Dictionary<string, Tensor> { ["x"] = Tensor.Of(new[] { text }, 1) }, Cancellation));
            Assert.True(failure is null or OnnxException { IsInputFault: true }, $"{text}: {failure?.Message}");
        }
    }

    [Fact]
    public void Categories_that_an_encoder_does_not_know_are_at_fault()
    {
        var graph = new GraphBuilder("encoded");
        var attributes = new[] { NodeAttribute.Of("cats_strings", ["a", "b"]), NodeAttribute.Of("zeros", 0L) };
        graph.Output("y", graph.Node("OneHotEncoder", [graph.Input("x", ElementType.Text, -1)], ElementType.Float32, attributes, GraphBuilder.MachineLearning), -1, 2);
        using var session = new OnnxSession(graph.Build());
        Assert.True(FailureOf(session, Tensor.Of(["c"], 1)).IsInputFault);
        Assert.Single(session.Run(new Dictionary<string, Tensor> { ["x"] = Tensor.Of(["b"], 1) }, Cancellation));
    }

    [Theory]
    [InlineData(3L)]
    [InlineData(-1L)]
    public void More_of_the_largest_than_there_are_is_at_fault(long count)
    {
        var graph = new GraphBuilder("largest");
        graph.Output("y", graph.Node("TopK", [graph.Constant(Tensor.Vector(1f, 2f)), graph.Input("x", ElementType.Int64, 1)], [ElementType.Float32, ElementType.Int64])[0], -1);
        using var session = new OnnxSession(graph.Build());
        Assert.True(FailureOf(session, Tensor.Vector(count)).IsInputFault);
    }

    // Runs only on so many values.
    private static OnnxSession Reshaped(long valueCount, params long[] shape)
    {
        var graph = new GraphBuilder("reshaped");
        graph.Output("y", graph.Node("Reshape", [graph.Input("x", ElementType.Float32, shape), graph.Constant(Tensor.Vector(valueCount))], ElementType.Float32), valueCount);
        return new OnnxSession(graph.Build());
    }

    private static OnnxException FailureOf(OnnxSession session, Tensor given) =>
        Assert.Throws<OnnxException>(() => session.Run(new Dictionary<string, Tensor> { ["x"] = given }, Cancellation));
}
