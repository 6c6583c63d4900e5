using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Tests.Rollouts.Evidence;

public sealed class AnswerComparisonTests
{
    [Theory]
    [InlineData(1e-30, 1e-20, 0)]
    [InlineData(0, -9e-7, 0)]
    [InlineData(0, 2e-6, 1)]
    [InlineData(100, 100.9, 0)]
    [InlineData(100, 102, 1)]
    public void Numbers_are_the_same_within_a_hundredth_or_a_millionth(double left, double right, int differing)
    {
        TensorSpec[] specs = [new("value", ElementType.Float64, [-1, 1])];
        Assert.Equal(differing, AnswerComparison.CountDisagreeing(specs, [Of(left)], specs, [Of(right)], 1));
        Assert.Equal(differing > 0, AnswerComparison.FindDisagreeing(specs, [Of(left)], specs, [Of(right)], 1) is { Row: 0, Output: "value" });
    }

    private static TensorBuffer Of(double value)
    {
        var buffer = new TensorBuffer(ElementType.Float64);
        buffer.Reset([1, 1]);
        buffer.Elements<double>()[0] = value;
        return buffer;
    }
}
