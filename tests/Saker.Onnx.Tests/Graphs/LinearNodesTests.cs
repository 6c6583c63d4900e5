using Saker.Onnx.Graphs;

namespace Saker.Onnx.Tests.Graphs;

public sealed class LinearNodesTests
{
    private static readonly Tensor Left = Tensor.Of([1.0, 2, 3, 4, 5, 6], 2, 3);
    private static readonly Tensor Right = Tensor.Of([1.0, 0, 0, 1, 2, -1], 3, 2);

    [Fact]
    public void MatMul_multiplies_matrices() =>
        Assert.Equal([7.0, -1, 16, -1], NodeRun.Compute(2, (graph, inputs) => graph.MatMul(inputs[0], inputs[1]), Left, Right).Span<double>().ToArray());

    [Fact]
    public void Gemm_scales_transposes_and_adds()
    {
        var plain = NodeRun.Compute(2, (graph, inputs) => graph.Gemm(inputs[0], inputs[1], graph.Constant(Tensor.Vector(10.0, 20)), alpha: 2, beta: 3), Left, Right);
        var turned = NodeRun.Compute(2, (graph, inputs) => graph.Gemm(inputs[0], inputs[1], Value.None, transposeLeft: true, transposeRight: true), Left, Right);

        Assert.Equal([44.0, 58, 62, 58], plain.Span<double>().ToArray());
        Assert.Equal([1.0, 4, -2, 2, 5, -1, 3, 6, 0], turned.Span<double>().ToArray());
    }

    [Fact]
    public void Matrices_of_two_types_are_refused() =>
        Assert.StartsWith("Node 'MatMul_2'", NodeRun.Refuse((graph, inputs) => graph.MatMul(inputs[0], inputs[1]), ElementType.Float64, ElementType.Float32), StringComparison.Ordinal);
}
