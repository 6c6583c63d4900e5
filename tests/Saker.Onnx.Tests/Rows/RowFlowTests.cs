using Saker.Onnx.Graphs;
using Saker.Onnx.Rows;

namespace Saker.Onnx.Tests.Rows;

public sealed class RowFlowTests
{
    private const ElementType Number = ElementType.Float32;

    [Theory]
    [InlineData("Flatten")]
    [InlineData("Conv")]
    [InlineData("Reshape")]
    [InlineData("Reshape by shape")]
    [InlineData("Transpose")]
    [InlineData("Softmax")]
    [InlineData("ReduceMean")]
    [InlineData("Attention")]
    [InlineData("Concat")]
    [InlineData("Slice")]
    public void Usual_graphs_keep_rows_apart(string of) => Assert.Null(RowFlow.FindMixing(Graph(of, inner: true)));

    [Theory]
    [InlineData("Flatten")]
    [InlineData("Reshape")]
    [InlineData("Transpose")]
    [InlineData("Softmax")]
    [InlineData("ReduceMean")]
    [InlineData("Attention")]
    [InlineData("Concat")]
    [InlineData("Slice")]
    [InlineData("broadcast")]
    public void What_may_look_along_the_rows_is_named(string of) => Assert.Contains("in output 'y'", RowFlow.FindMixing(Graph(of, inner: false)), StringComparison.Ordinal);

    private static OnnxModel Graph(string of, bool inner)
    {
        var graph = new GraphBuilder("rows");
        var x = graph.Input("x", Number, -1, 2, 4, 4);
        Value Axis(string type, long axis) => graph.Node(type, [x], Number, [NodeAttribute.Of("axis", axis)]);
        Value Whole(params long[] values) => graph.Constant(Tensor.Vector(values));
        Value Turned(params long[] order) => graph.Node("Transpose", [x], Number, [NodeAttribute.Of("perm", order)]);
        var y = of switch
        {
            "Flatten" => Axis("Flatten", inner ? 1 : 2),
            "Conv" => graph.Node("Conv", [x, graph.Constant(Tensor.Of(new float[2 * 2 * 9], 2, 2, 3, 3))], Number),
            "Reshape" => graph.Node("Reshape", [x, inner ? Whole(-1, 32) : Whole(-1, 16)], Number),
            "Reshape by shape" => graph.Node("Reshape", [x, graph.Node("Concat", [graph.Node("Slice", [graph.Node("Shape", [x], ElementType.Int64), Whole(0), Whole(1)], ElementType.Int64), Whole(-1)], ElementType.Int64, [NodeAttribute.Of("axis", 0L)])], Number),
            "Transpose" => inner ? Turned(0, 2, 3, 1) : Turned(2, 0, 1, 3),
            "Softmax" => Axis("Softmax", inner ? -1 : 0),
            "ReduceMean" => graph.Node("ReduceMean", [x], Number, [NodeAttribute.Of("axes", inner ? new long[] { 2, -1 } : new long[] { -4 })]),
            "Attention" => graph.Node("MatMul", [inner ? x : Turned(3, 1, 2, 0), inner ? Turned(0, 1, 3, 2) : x], Number),
            "Concat" => graph.Node("Concat", [x, x], Number, [NodeAttribute.Of("axis", inner ? 1L : 0L)]),
            "Slice" => graph.Node("Slice", [x, Whole(0), Whole(1), Whole(inner ? 1 : 0)], Number),
            _ => graph.Node("Add", [x, graph.Node("ReduceSum", [x, Whole(1)], Number, [NodeAttribute.Of("keepdims", 0L)])], Number),
        };
        graph.Output("y", y);
        return graph.Build();
    }
}
