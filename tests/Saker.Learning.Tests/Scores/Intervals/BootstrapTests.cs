using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Tests.Scores.Intervals;

public sealed class BootstrapTests
{
    private static readonly double[] s_values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2, 6, 4, 3];

    public static TheoryData<string> CaseNames => [.. BootstrapReference.List().Select(reference => reference.Name)];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Intervals_agree_with_scipy_up_to_the_chance_of_resampling(string name)
    {
        var reference = BootstrapReference.List().Single(item => item.Name == name);
        var bootstrap = new Bootstrap { ResampleCount = 40_000, Method = reference.Method == "BCa" ? BootstrapMethod.Bca : BootstrapMethod.Percentile };

        var interval = bootstrap.Estimate(reference.Sample.Length, rows => Statistic(reference, rows), null, TestContext.Current.CancellationToken);

        var tolerance = 0.02 * (reference.High - reference.Low);
        Assert.Equal(reference.Low, interval.Low, tolerance);
        Assert.Equal(reference.High, interval.High, tolerance);
        Assert.Equal(0.95, interval.Level);
    }

    [Fact]
    public void The_number_of_threads_changes_nothing_and_the_seed_does()
    {
        Interval With(int degree, long seed) => new Bootstrap { MaxDegree = degree, Seed = seed }.Estimate(s_values.Length, Mean, null, TestContext.Current.CancellationToken);

        Assert.Equal(With(1, 42), With(4, 42));
        Assert.NotEqual(With(1, 42), With(1, 43));
    }

    [Fact]
    public void Strata_keep_their_size_in_every_resample()
    {
        int[] strata = [.. s_values.Select((_, row) => row % 3)];
        var interval = new Bootstrap().Estimate(
            s_values.Length, rows => rows.ToArray().Count(row => strata[row] == 0), strata, TestContext.Current.CancellationToken);
        Assert.Equal((9.0, 9.0), (interval.Low, interval.High));
    }

    [Fact]
    public void Several_statistics_get_the_intervals_that_each_gets_alone()
    {
        var both = new Bootstrap().EstimateAll(s_values.Length, 2, (rows, values) => (values[0], values[1]) = (Mean(rows), Largest(rows)), null, TestContext.Current.CancellationToken);
        Assert.Equal(new Bootstrap().Estimate(s_values.Length, Mean, null, TestContext.Current.CancellationToken), both[0]);
        Assert.Equal(new Bootstrap().Estimate(s_values.Length, Largest, null, TestContext.Current.CancellationToken), both[1]);
    }

    [Theory]
    [InlineData(BootstrapMethod.Bca)]
    [InlineData(BootstrapMethod.Percentile)]
    public void The_value_lies_in_its_interval_though_every_resample_exceeds_it(BootstrapMethod method)
    {
        // As of a calibration error: all rows once are even, and no draw of them is.
        var interval = new Bootstrap { Method = method }.Estimate(s_values.Length, rows => s_values.Length - rows.ToArray().Distinct().Count(), null, TestContext.Current.CancellationToken);
        Assert.True(interval.Low == 0 && interval.High > 0);
    }

    [Fact]
    public void A_higher_level_gives_a_wider_interval()
    {
        Interval At(double level) => new Bootstrap { Level = level }.Estimate(s_values.Length, Mean, null, TestContext.Current.CancellationToken);
        Assert.True(At(0.99).Low < At(0.8).Low && At(0.99).High > At(0.8).High);
    }

    [Fact]
    public void A_statistic_that_is_seldom_defined_has_no_interval()
    {
        var often = new Bootstrap().Estimate(s_values.Length, rows => rows[0] == 0 ? double.NaN : Mean(rows), null, TestContext.Current.CancellationToken);
        var never = new Bootstrap().Estimate(s_values.Length, _ => double.NaN, null, TestContext.Current.CancellationToken);
        Assert.False(often.IsKnown);
        Assert.False(never.IsKnown);
        Assert.Equal(0.95, never.Level);
    }

    [Fact]
    public void A_constant_statistic_has_an_interval_of_one_point() =>
        Assert.Equal(new Interval(2, 2, 0.95), new Bootstrap().Estimate(5, _ => 2, null, TestContext.Current.CancellationToken));

    [Fact]
    public void One_row_has_an_interval_of_one_point() =>
        Assert.Equal(new Interval(3, 3, 0.95), new Bootstrap().Estimate(1, Mean, null, TestContext.Current.CancellationToken));

    [Fact]
    public void Settings_out_of_range_are_reported_together()
    {
        var wrong = new Bootstrap { ResampleCount = 10, Level = 1, MaxDegree = 0 };
        var error = Assert.Throws<SakerException>(() => wrong.Estimate(0, _ => 0, [1], TestContext.Current.CancellationToken));
        Assert.Equal(["rowCount", "resampleCount", "level", "maxDegree", "strata"], error.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public async Task A_cancelled_bootstrap_stops()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        Assert.ThrowsAny<OperationCanceledException>(() => new Bootstrap().Estimate(s_values.Length, Mean, null, stop.Token));
    }

    private static double Mean(ReadOnlySpan<int> rows)
    {
        var sum = 0.0;
        foreach (var row in rows)
            sum += s_values[row];
        return sum / rows.Length;
    }

    private static double Largest(ReadOnlySpan<int> rows)
    {
        var largest = double.NegativeInfinity;
        foreach (var row in rows)
            largest = Math.Max(largest, s_values[row]);
        return largest;
    }

    private static double Statistic(BootstrapReference reference, ReadOnlySpan<int> rows)
    {
        var drawn = new double[rows.Length];
        for (var i = 0; i < drawn.Length; i++)
            drawn[i] = reference.Sample[rows[i]];
        var mean = drawn.Average();
        return reference.Statistic == "mean" ? mean : Math.Sqrt(drawn.Average(value => (value - mean) * (value - mean)));
    }
}
