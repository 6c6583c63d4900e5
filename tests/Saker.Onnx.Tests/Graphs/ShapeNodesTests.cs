using Saker.Onnx.Graphs;

namespace Saker.Onnx.Tests.Graphs;

public sealed class ShapeNodesTests
{
    private static readonly Tensor Matrix = Tensor.Of([1f, 2f, 3f, 4f, 5f, 6f], 2, 3);

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    [InlineData(ElementType.Int64)]
    [InlineData(ElementType.Int32)]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Boolean)]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.Text)]
    public void Cast_gives_the_type_that_is_asked_for(ElementType type) =>
        Assert.Equal(type, NodeRun.Compute(2, (graph, inputs) => graph.Cast(inputs[0], type), Matrix).Type);

    [Fact]
    public void Cast_to_its_own_type_is_the_value_itself()
    {
        var graph = new GraphBuilder("g");
        var input = graph.Input("x", ElementType.Float32, -1);

        Assert.Equal(input, graph.Cast(input, ElementType.Float32));
    }

    [Fact]
    public void Text_is_parsed_as_numbers() =>
        Assert.Equal([1.5, -2e3], NodeRun.Compute(1, (graph, inputs) => graph.Cast(inputs[0], ElementType.Float64), Tensor.Vector("1.5", "-2e3")).Span<double>().ToArray());

    [Fact]
    public void Concat_puts_columns_side_by_side()
    {
        var result = NodeRun.Compute(2, (graph, inputs) => graph.Concat(1, inputs[0], inputs[1]), Matrix, Tensor.Of([7f, 8f], 2, 1));

        Assert.Equal([2L, 4L], result.Shape);
        Assert.Equal([1f, 2f, 3f, 7f, 4f, 5f, 6f, 8f], result.Span<float>().ToArray());
    }

    [Fact]
    public void Concat_of_nothing_or_of_two_types_is_refused()
    {
        Assert.Contains("needs at least one value", NodeRun.Refuse((graph, _) => graph.Concat(1)), StringComparison.Ordinal);
        Assert.Contains("'in1' is Int64", NodeRun.Refuse((graph, inputs) => graph.Concat(0, inputs[0], inputs[1]), ElementType.Float32, ElementType.Int64), StringComparison.Ordinal);
    }

    [Fact]
    public void Reshape_keeps_the_elements()
    {
        var result = NodeRun.Compute(2, (graph, inputs) => graph.Reshape(inputs[0], 3, -1), Matrix);

        Assert.Equal([3L, 2L], result.Shape);
        Assert.Equal(Matrix.Span<float>().ToArray(), result.Span<float>().ToArray());
    }

    [Fact]
    public void Gather_picks_columns() =>
        Assert.Equal([3f, 1f, 6f, 4f], NodeRun.Compute(2, (graph, inputs) => graph.Gather(inputs[0], graph.Integers(2, 0), 1), Matrix).Span<float>().ToArray());

    [Fact]
    public void Squeeze_and_unsqueeze_undo_each_other()
    {
        var wide = NodeRun.Compute(3, (graph, inputs) => graph.Unsqueeze(inputs[0], 1), Matrix);
        var back = NodeRun.Compute(2, (graph, inputs) => graph.Squeeze(graph.Unsqueeze(inputs[0], 1), 1), Matrix);

        Assert.Equal([2L, 1L, 3L], wide.Shape);
        Assert.Equal([2L, 3L], back.Shape);
    }

    [Fact]
    public void Slice_takes_a_range_of_columns()
    {
        Assert.Equal([2f, 3f, 5f, 6f], NodeRun.Compute(2, (graph, inputs) => graph.Slice(inputs[0], 1, 1, 3), Matrix).Span<float>().ToArray());
        Assert.Equal([1f, 3f, 4f, 6f], NodeRun.Compute(2, (graph, inputs) => graph.Slice(inputs[0], 1, 0, 3, 2), Matrix).Span<float>().ToArray());
    }

    [Fact]
    public void Transpose_exchanges_axes() =>
        Assert.Equal([1f, 4f, 2f, 5f, 3f, 6f], NodeRun.Compute(2, (graph, inputs) => graph.Transpose(inputs[0], 1, 0), Matrix).Span<float>().ToArray());

    [Fact]
    public void Expand_repeats_along_the_shape_of_another_value() =>
        Assert.Equal([9f, 9f, 9f, 9f, 9f, 9f], NodeRun.Compute(2, (graph, inputs) => graph.Expand(graph.Scalar(ElementType.Float32, 9), graph.ShapeOf(inputs[0])), Matrix).Span<float>().ToArray());

    [Fact]
    public void Identity_gives_what_it_takes() =>
        Assert.Equal(["a", ""], NodeRun.Compute(1, (graph, inputs) => graph.Identity(inputs[0]), Tensor.Vector("a", "")).Span<string>().ToArray());
}
