using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Drift;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Windows;

namespace Saker.Platform.Tests.Monitoring.Drift;

/// <summary>What profiles of minutes, merged, find beside the profile that a model brings along. The benchmark's area 'watching' simulates it in full.</summary>
public sealed class WindowComparerTests
{
    private const int RowCount = 5_000;
    private const int ColumnCount = 30;

    [Fact]
    public void A_mean_that_rises_by_a_fifth_of_a_deviation_in_one_of_thirty_columns_is_found_in_nine_of_ten_windows()
    {
        var found = Count(40, i => Compare(i, shift: 0.2).Moved.Any(column => column.Column == "x29"));
        // 36 are nine of ten; 39 or less have a chance of 1 in 3 where 99% are found, 33 or less one of 1 in 10,000.
        Assert.InRange(found, 36, 40);
    }

    [Fact]
    public void Windows_without_drift_are_hardly_ever_called_drifted() =>
        // Of the 5% that are allowed half belongs to the columns: 3 are expected of 100, and 9 or more have a chance of 1 in 1,000.
        Assert.InRange(Count(100, i => Compare(i, shift: 0).DriftedCount > 0), 0, 8);

    private static DriftReport Compare(int seed, double shift) =>
        WindowComparer.Compare(Profile.FromJson(Profile.Of(Draw(seed, 0, 0)).ToJson()), Merged(Draw(seed, 1, shift)), new DriftSettings(), withQuality: true);

    private static int Count(int windows, Func<int, bool> isCalled)
    {
        var called = 0;
        Parallel.For(0, windows, i =>
        {
            if (isCalled(i))
                Interlocked.Increment(ref called);
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{called} of {windows}");
        return called;
    }

    private static Profile Merged(Table rows)
    {
        var sum = new ProfileSum();
        for (var minute = 0; minute < 60; minute++)
        {
            var first = minute * RowCount / 60;
            sum.Add(Profile.Of(rows.Take([.. Enumerable.Range(first, ((minute + 1) * RowCount / 60) - first)])).ToBytes());
        }
        return sum.Build()!;
    }

    private static Table Draw(int seed, int part, double shift)
    {
        var chance = new Random((2 * seed) + part);
        var values = Enumerable.Range(0, ColumnCount).Select(_ => new double[RowCount]).ToArray();
        for (var row = 0; row < RowCount; row++)
            foreach (var column in values)
                column[row] = Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
        for (var row = 0; row < RowCount; row++)
            values[^1][row] += shift;
        return new Table(values.Select((column, i) => Column.OfNumbers($"x{i}", column)));
    }
}
