using Saker.Onnx.Compression;
using Saker.Onnx.Tests.Gradients;

namespace Saker.Onnx.Tests.Compression;

public sealed class HistogramTests
{
    // Ten thousand values up to 1, and one at 100.
    private static ValueHistogram Outlying()
    {
        var histogram = new ValueHistogram();
        float[] values = [.. Drawn.Between(0, 1, 10000).Span<float>(), 100];
        histogram.Widen(values);
        histogram.Count(values);
        return histogram;
    }

    [Fact]
    public void Smallest_and_largest_are_the_range_of_both() => Assert.Equal(new ValueRange(0, 100), Outlying().Range(new QuantisationSettings()));

    [Fact]
    public void A_percentile_leaves_outliers_out()
    {
        var range = Outlying().Range(new QuantisationSettings { Calibration = CalibrationMethod.Percentile, Percentile = 99.9 });
        Assert.Equal(0, range.Low);
        Assert.InRange(range.High, 0.95f, 1.1f);
    }

    [Fact]
    public void Entropy_leaves_outliers_out()
    {
        var range = Outlying().Range(new QuantisationSettings { Calibration = CalibrationMethod.Entropy });
        Assert.Equal(0, range.Low);
        Assert.InRange(range.High, 0.9f, 50f);
    }

    [Theory]
    [InlineData(0f, 0f, 1f, 0)]
    [InlineData(0f, 255f, 1f, 0)]
    [InlineData(-255f, 0f, 1f, 255)]
    [InlineData(-127.5f, 127.5f, 1f, 128)]
    public void Zero_is_a_level(float low, float high, float scale, byte zero) => Assert.Equal((scale, zero), new ValueRange(low, high).Levels(8));
}
