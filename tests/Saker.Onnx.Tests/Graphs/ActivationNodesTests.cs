using Saker.Onnx.Graphs;

namespace Saker.Onnx.Tests.Graphs;

public sealed class ActivationNodesTests
{
    private static readonly float[] Numbers = [-90f, -3f, -0.5f, 0f, 0.25f, 2f, 90f];

    [Fact]
    public void Squashing_functions_give_what_plain_arithmetic_gives()
    {
        AssertNear(Numbers.Select(x => 1 / (1 + Math.Exp(-x))), NodeRun.Compute(1, (graph, inputs) => graph.Sigmoid(inputs[0]), Tensor.Vector(Numbers)));
        AssertNear(Numbers.Select(x => Math.Tanh(x)), NodeRun.Compute(1, (graph, inputs) => graph.Tanh(inputs[0]), Tensor.Vector(Numbers)));
        AssertNear(Numbers.Select(x => (double)Math.Max(x, 0)), NodeRun.Compute(1, (graph, inputs) => graph.Relu(inputs[0]), Tensor.Vector(Numbers)));
    }

    [Fact]
    public void Softmax_scales_exponentials_to_one_along_rows()
    {
        float[] rows = [1, 2, 3, 1000, 1000, 999];
        double[][] halves = [[1, 2, 3], [1, 1, 0]];
        var expected = halves.SelectMany(half => half.Select(x => Math.Exp(x) / half.Sum(Math.Exp)));

        AssertNear(expected, NodeRun.Compute(2, (graph, inputs) => graph.Softmax(inputs[0]), Tensor.Of(rows, 2, 3)));
    }

    [Fact]
    public void Clip_holds_values_within_the_bounds_given()
    {
        double[] numbers = [-5, 0.5, 5, double.NaN];

        Assert.Equal([-1, 0.5, 1, double.NaN], NodeRun.Compute(1, (graph, inputs) => graph.Clip(inputs[0], -1, 1), Tensor.Vector(numbers)).Span<double>().ToArray());
        Assert.Equal([-1, 0.5, 5, double.NaN], NodeRun.Compute(1, (graph, inputs) => graph.Clip(inputs[0], -1, null), Tensor.Vector(numbers)).Span<double>().ToArray());
        Assert.Equal([-5, 0.5, 1, double.NaN], NodeRun.Compute(1, (graph, inputs) => graph.Clip(inputs[0], null, 1), Tensor.Vector(numbers)).Span<double>().ToArray());
    }

    [Fact]
    public void A_bound_that_the_type_cannot_hold_is_refused() =>
        Assert.Contains("is not a value of UInt8", NodeRun.Refuse((graph, inputs) => graph.Clip(inputs[0], -1, 300), ElementType.UInt8), StringComparison.Ordinal);

    [Fact]
    public void Integers_are_not_squashed() =>
        Assert.Contains("floating-point", NodeRun.Refuse((graph, inputs) => graph.Sigmoid(inputs[0]), ElementType.Int64), StringComparison.Ordinal);

    private static void AssertNear(IEnumerable<double> expected, Tensor actual)
    {
        var numbers = expected.ToArray();
        var given = actual.Span<float>();
        Assert.Equal(numbers.Length, given.Length);
        for (var i = 0; i < numbers.Length; i++)
            Assert.Equal(numbers[i], given[i], 1e-6);
    }
}
