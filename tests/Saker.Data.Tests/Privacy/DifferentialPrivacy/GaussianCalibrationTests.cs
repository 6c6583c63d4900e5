using Saker.Data.Privacy.DifferentialPrivacy;

namespace Saker.Data.Tests.Privacy.DifferentialPrivacy;

public sealed class GaussianCalibrationTests
{
    // By Python: math.erfc(x / math.sqrt(2)) / 2.
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1.96, 0.024997895148220435)]
    [InlineData(3, 0.0013498980316300946)]
    [InlineData(6, 9.865876450376981e-10)]
    [InlineData(-2, 0.9772498680518208)]
    public void The_tail_of_the_normal_distribution_is_exact(double x, double expected) => Assert.Equal(1, NormalTail.Above(x) / expected, 11);

    [Theory]
    [InlineData(1, 1e-5, 1)]
    [InlineData(0.1, 1e-9, 1)]
    [InlineData(5, 1e-3, 10)]
    [InlineData(1, 1e-6, 1_073_741_824)]
    [InlineData(1e-6, 1e-9, 1)]
    [InlineData(100, 1e-9, 3)]
    public void The_noise_is_enough_and_hardly_more(double epsilon, double delta, double sensitivity)
    {
        var sigma = GaussianCalibration.Sigma(epsilon, delta, sensitivity);
        Assert.True(GaussianCalibration.Delta(sigma, epsilon, sensitivity) <= delta);
        // Of the discrete mechanism delta falls in steps, hence the tenth.
        Assert.True(GaussianCalibration.Delta(sigma * 0.9, epsilon, sensitivity) > delta);
    }

    // Theorem 8 of Balle and Wang, solved by bisection in Python with math.erfc, for sensitivity 1.
    [Theory]
    [InlineData(1, 1e-5, 3.730631635)]
    [InlineData(0.1, 1e-5, 30.749566132)]
    [InlineData(5, 1e-6, 0.980049000)]
    public void On_a_fine_grid_it_is_the_continuous_calibration(double epsilon, double delta, double expected) =>
        Assert.Equal(expected, GaussianCalibration.Sigma(epsilon, delta, 1 << 30) / (1 << 30), 5);
}
