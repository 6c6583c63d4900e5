using Saker.Data.Profiles;
using Saker.Learning.Drift;

namespace Saker.Learning.Tests.Drift;

/// <summary>A small part of what the benchmark's area 'watching' simulates in full.</summary>
public sealed class CalibrationTests
{
    private const int Count = 5_000;
    private const int Columns = 30;
    private const double Rate = 0.2;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_mean_that_rises_by_a_fifth_of_a_deviation_in_one_of_thirty_columns_is_found()
    {
        for (var i = 0; i < 10; i++)
        {
            var report = DriftComparer.Compare(DriftRows.Normal(Count, Columns, 100 + i), DriftRows.Normal(Count, Columns, 200 + i, meanShift: 0.2), new DriftOptions { Joint = JointMethod.None }, Token);
            Assert.Contains("x29", report.Moved.Select(column => column.Column));
        }
    }

    [Fact]
    public void A_category_that_goes_from_10_to_15_percent_is_found()
    {
        for (var i = 0; i < 10; i++)
        {
            var report = DriftComparer.Compare(DriftRows.Mixed(Count, 100 + i), DriftRows.Mixed(Count, 200 + i, rareShare: 0.15), new DriftOptions { Joint = JointMethod.None }, Token);
            Assert.Contains("plan", report.Moved.Select(column => column.Column));
        }
    }

    [Fact]
    public void Two_of_thirty_columns_that_go_together_otherwise_are_found_and_named()
    {
        for (var i = 0; i < 3; i++)
        {
            var report = DriftComparer.Compare(DriftRows.Normal(Count, Columns, 100 + i), DriftRows.Normal(Count, Columns, 200 + i, correlation: 0.3), null, Token);
            Assert.True(report.Joint!.Drifted);
            Assert.StartsWith("x0 and x1: correlation ", report.Joint.Reasons[0], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(JointMethod.None)]
    [InlineData(JointMethod.Mmd)]
    public void Windows_without_drift_are_called_drifted_no_more_often_than_stated(JointMethod joint)
    {
        var options = new DriftOptions { Alpha = Rate, MinEffect = 0, MinQualityEffect = 0, Joint = joint, Threads = 1 };
        AssertCalled(i => DriftComparer.Compare(DriftRows.Mixed(500, 10_000 + i), DriftRows.Mixed(400, 20_000 + i), options with { Seed = i }, Token));
    }

    [Fact]
    public void Profiles_call_no_more_drift_than_rows_do()
    {
        var options = new DriftOptions { Alpha = Rate, MinEffect = 0, MinQualityEffect = 0 };
        AssertCalled(i => DriftComparer.Compare(Profile.Of(DriftRows.Mixed(3_000, 10_000 + i)), Profile.Of(DriftRows.Mixed(3_000, 20_000 + i)), options));
    }

    /// <summary>100 at most are expected; 129 or more have a chance of 1 in 1,000, and with a rate of 0.3 one of 99 in 100.</summary>
    private static void AssertCalled(Func<int, DriftReport> compare)
    {
        var called = 0;
        Parallel.For(0, 500, i =>
        {
            if (compare(i).Drifted)
                Interlocked.Increment(ref called);
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{called} of 500");
        Assert.InRange(called, 0, 128);
    }
}
