using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Tests.Sessions;

public sealed class SafeDivisionTests
{
    // y of float32 is Mod(fmod = 1) of int32 a and b, which both come out of branches of an If that say nothing of their type; opset 17, written by the helper functions of ONNX for Python.
    private const string RemainderOfAnyType =
        "CAg6zwIKZgoBYxIBdCICSWYqLAoLZWxzZV9icmFuY2gyGgoQCgFhEgFxIghJZGVudGl0eRIBcWIDCgFxoAEFKiwKC3RoZW5fYnJhbmNoMhoKEAoBYRIBcCIISWRlbnRpdHkSAXBiAwoBcKABBQpsCgFjEgFzIgJJZiovCgtlbHNlX2JyYW5j"
        + "aDIdChEKAWISAnEyIghJZGVudGl0eRICcTJiBAoCcTKgAQUqLwoLdGhlbl9icmFuY2gyHQoRCgFiEgJwMiIISWRlbnRpdHkSAnAyYgQKAnAyoAEFChsKAXQKAXMSAXUiA01vZCoLCgRmbW9kGAGgAQIKFwoBdRIBeSIEQ2FzdCoJCgJ0bxgB"
        + "oAECEgFnKggQCUIBY0oBAVoQCgFhEgsKCQgGEgUKAxIBbloQCgFiEgsKCQgGEgUKAxIBbmIQCgF5EgsKCQgBEgUKAxIBbkIECgAQEQ==";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_smallest_whole_number_divided_by_minus_one_wraps_and_leaves_no_remainder()
    {
        using var session = new OnnxSession(Graph("Div", ElementType.Int32));
        var run = session.Run(Cells(Tensor.Vector(int.MinValue, 7, -7, 9), Tensor.Vector(-1, -1, 2, -4)), Cancellation);
        Assert.Equal([int.MinValue, -7, -3, -2], run[0].Span<int>().ToArray());
        using var wide = new OnnxSession(Graph("Div", ElementType.Int64));
        Assert.Equal([long.MinValue, 5L], wide.Run(Cells(Tensor.Vector(long.MinValue, 20L), Tensor.Vector(-1L, 4L)), Cancellation)[0].Span<long>().ToArray());
        using var remainder = new OnnxSession(Graph("Mod", ElementType.Int64));
        Assert.Equal([0L, 0L, 2L], remainder.Run(Cells(Tensor.Vector(long.MinValue, 20L, -7L), Tensor.Vector(-1L, -1L, 3L)), Cancellation)[0].Span<long>().ToArray());
    }

    [Theory]
    [InlineData("Div", ElementType.Int32)]
    [InlineData("Div", ElementType.Int64)]
    [InlineData("Mod", ElementType.Int32)]
    [InlineData("Mod", ElementType.Int64)]
    public void Zero_is_the_callers_fault(string operatorType, ElementType type)
    {
        using var session = new OnnxSession(Graph(operatorType, type));
        var cells = type == ElementType.Int32 ? Cells(Tensor.Vector(4, 5), Tensor.Vector(2, 0)) : Cells(Tensor.Vector(4L, 5L), Tensor.Vector(2L, 0L));
        Assert.True(Assert.Throws<OnnxException>(() => session.Run(cells, Cancellation)).IsInputFault);
    }

    [Fact]
    public void A_remainder_of_which_nothing_says_that_it_is_of_whole_numbers_is_safe_too()
    {
        using var session = new OnnxSession(Convert.FromBase64String(RemainderOfAnyType));
        Assert.Equal([0f, -2f, 3f], session.Run(Cells(Tensor.Vector(int.MinValue, int.MinValue, 7), Tensor.Vector(-1, 3, 4)), Cancellation)[0].Span<float>().ToArray());
        Assert.True(Assert.Throws<OnnxException>(() => session.Run(Cells(Tensor.Vector(4, 5), Tensor.Vector(2, 0)), Cancellation)).IsInputFault);
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void Divisions_of_fractions_are_run_as_they_are(ElementType type) => Assert.Null(SafeDivision.Rewrite(Graph("Div", type)));

    [Fact]
    public void What_divides_by_safe_constants_is_run_as_it_is()
    {
        var graph = new GraphBuilder("division");
        var x = graph.Input("x", ElementType.Int64, -1);
        graph.Output("y", graph.Node("Div", [x, graph.Constant(Tensor.Vector(2L))], ElementType.Int64), -1);
        Assert.Null(SafeDivision.Rewrite(graph.Build()));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(17)]
    public void Fractions_of_an_unknown_type_are_run_as_they_are_in_every_operator_set(int opset)
    {
        var graph = new GraphBuilder("fractions");
        var x = graph.Input("x", ElementType.Float32, -1, 2);
        // What is not listed as giving what it takes.
        var loss = graph.Node("LpPool", [graph.Node("Unsqueeze", [x], ElementType.Float32, [NodeAttribute.Of("axes", new long[] { 1 })])], ElementType.Float32, [NodeAttribute.Of("kernel_shape", new long[] { 1 })]);
        graph.Output("y", graph.Node("Div", [loss, loss], ElementType.Float32));
        var model = Of(graph, opset);
        Assert.Null(SafeDivision.Rewrite(model));
        using var session = new OnnxSession(model);
        Assert.Equal([1f, 1f], session.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["x"] = Tensor.Of(new[] { 3f, 4f }, 1, 2) }, Cancellation)[0].Span<float>().ToArray());
    }

    [Theory]
    [InlineData(ElementType.Int8)]
    [InlineData(ElementType.UInt32)]
    [InlineData(ElementType.UInt64)]
    [InlineData(ElementType.Int32)]
    public void Whole_numbers_of_an_unknown_type_are_guarded_by_what_there_is_for_it(ElementType type)
    {
        var graph = new GraphBuilder("unknown");
        var (a, b) = (Kept(graph, graph.Input("a", ElementType.Float32, -1), type), Kept(graph, graph.Input("b", ElementType.Float32, -1), type));
        graph.Output("y", graph.Cast(graph.Node("Mod", [a, b], type), ElementType.Float32), -1);
        using var session = new OnnxSession(graph.Build());
        Assert.Equal([1f, 2f], session.Run(Cells(Tensor.Vector(7f, 8f), Tensor.Vector(2f, 3f)), Cancellation)[0].Span<float>().ToArray());
        Assert.True(Assert.Throws<OnnxException>(() => session.Run(Cells(Tensor.Vector(7f, 8f), Tensor.Vector(2f, 0f)), Cancellation)).IsInputFault);
    }

    [Fact]
    public void A_name_of_one_branch_says_nothing_of_the_same_name_in_another()
    {
        var graph = new GraphBuilder("branches");
        var (a, b) = (graph.Input("a", ElementType.Int64, 1), graph.Input("b", ElementType.Int64, 1));
        graph.Output("y", graph.Node("Div", [a, b], ElementType.Int64), 1);
        var model = graph.Build();
        var main = model.Proto.Graph;
        // In the first branch the divisor "d" is stored, in the second it is what the caller sends.
        GraphProto Branch(params NodeProto[] nodes) => new() { Name = "branch", Node = { nodes, new NodeProto { OpType = "Div", Input = { "a", "d" }, Output = { "q" } } }, Output = { new ValueInfoProto { Name = "q", Type = main.Output[0].Type } } };
        var stored = Branch();
        stored.Initializer.Add(new TensorProto { Name = "d", DataType = (int)ElementType.Int64, Dims = { 1 }, Int64Data = { 2 } });
        var sent = Branch(new NodeProto { OpType = "Identity", Input = { "b" }, Output = { "d" } });
        main.Node.Clear();
        main.Node.Add(new NodeProto { OpType = "Constant", Output = { "no" }, Attribute = { NodeAttribute.Of("value", Tensor.Of(new[] { false }, 1)).Proto } });
        main.Node.Add(new NodeProto { OpType = "If", Input = { "no" }, Output = { main.Output[0].Name }, Attribute = { new AttributeProto { Name = "then_branch", Type = AttributeProto.Types.AttributeType.Graph, G = stored }, new AttributeProto { Name = "else_branch", Type = AttributeProto.Types.AttributeType.Graph, G = sent } } });
        Assert.NotNull(SafeDivision.Rewrite(model));
        using var session = new OnnxSession(model);
        Assert.Equal([long.MinValue], session.Run(Cells(Tensor.Vector(long.MinValue), Tensor.Vector(-1L)), Cancellation)[0].Span<long>().ToArray());
    }

    // By an operator that is not followed.
    private static Value Kept(GraphBuilder graph, Value number, ElementType type) =>
        graph.Node("Compress", [graph.Cast(number, type), graph.Constant(Tensor.Of(new[] { true, true }, 2))], type);

    private static OnnxModel Of(GraphBuilder graph, int opset)
    {
        var model = graph.Build();
        model.Proto.OpsetImport[0].Version = opset;
        if (opset < 13)
            return model;
        // There the axes are an input.
        var node = model.Proto.Graph.Node.Single(node => node.OpType == "Unsqueeze");
        node.Attribute.Clear();
        node.Input.Add("axes");
        model.Proto.Graph.Initializer.Add(new TensorProto { Name = "axes", DataType = (int)ElementType.Int64, Dims = { 1 }, Int64Data = { 1 } });
        return model;
    }

    private static Dictionary<string, Tensor> Cells(Tensor a, Tensor b) => new(StringComparer.Ordinal) { ["a"] = a, ["b"] = b };

    private static OnnxModel Graph(string operatorType, ElementType type)
    {
        var graph = new GraphBuilder("division");
        var (a, b) = (graph.Input("a", type, -1), graph.Input("b", type, -1));
        graph.Output("y", graph.Node(operatorType, [a, b], type), -1);
        return graph.Build();
    }
}
