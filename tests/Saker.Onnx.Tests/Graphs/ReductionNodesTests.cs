using Saker.Onnx.Graphs;

namespace Saker.Onnx.Tests.Graphs;

public sealed class ReductionNodesTests
{
    private static readonly Tensor Matrix = Tensor.Of([1.0, 5, 3, 4, 2, 6], 2, 3);

    [Fact]
    public void Rows_and_columns_are_reduced()
    {
        Assert.Equal([9.0, 12], NodeRun.Compute(2, (graph, inputs) => graph.ReduceSum(inputs[0], [1]), Matrix).Span<double>().ToArray());
        Assert.Equal([2.5, 3.5, 4.5], NodeRun.Compute(1, (graph, inputs) => graph.ReduceMean(inputs[0], [0], keep: false), Matrix).Span<double>().ToArray());
        Assert.Equal([1.0, 2], NodeRun.Compute(2, (graph, inputs) => graph.ReduceMin(inputs[0], [-1]), Matrix).Span<double>().ToArray());
        Assert.Equal([5.0, 6], NodeRun.Compute(2, (graph, inputs) => graph.ReduceMax(inputs[0], [-1]), Matrix).Span<double>().ToArray());
        Assert.Equal([1L, 2], NodeRun.Compute(1, (graph, inputs) => graph.ArgMax(inputs[0], 1, keep: false), Matrix).Span<long>().ToArray());
    }

    [Fact]
    public void Kept_axes_have_extent_one()
    {
        Assert.Equal([2L, 1L], NodeRun.Compute(2, (graph, inputs) => graph.ReduceSum(inputs[0], [1]), Matrix).Shape);
        Assert.Equal([2L], NodeRun.Compute(1, (graph, inputs) => graph.ReduceSum(inputs[0], [1], keep: false), Matrix).Shape);
    }

    [Fact]
    public void No_axes_mean_all_of_them()
    {
        Assert.Equal([21.0], NodeRun.Compute(0, (graph, inputs) => graph.ReduceSum(inputs[0], [], keep: false), Matrix).Span<double>().ToArray());
        Assert.Equal([3.5], NodeRun.Compute(0, (graph, inputs) => graph.ReduceMean(inputs[0], [], keep: false), Matrix).Span<double>().ToArray());
    }
}
