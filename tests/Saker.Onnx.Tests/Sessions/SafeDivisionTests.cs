using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Tests.Sessions;

public sealed class SafeDivisionTests
{
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
