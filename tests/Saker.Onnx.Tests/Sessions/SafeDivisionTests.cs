using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;

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

    private static Dictionary<string, Tensor> Cells(Tensor a, Tensor b) => new(StringComparer.Ordinal) { ["a"] = a, ["b"] = b };

    private static OnnxModel Graph(string operatorType, ElementType type)
    {
        var graph = new GraphBuilder("division");
        var (a, b) = (graph.Input("a", type, -1), graph.Input("b", type, -1));
        graph.Output("y", graph.Node(operatorType, [a, b], type), -1);
        return graph.Build();
    }
}
