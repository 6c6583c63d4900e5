using Saker.Data;
using Saker.Learning.Scores.Segments;

namespace Saker.Learning.Tests.Scores.Segments;

public sealed class SliceSearchTests
{
    private const int RowCount = 4_000;

    [Fact]
    public void A_bad_segment_of_two_columns_is_found_and_named()
    {
        var (table, losses) = Rows(seed: 1, (colour, age) => colour == "red" && age >= 50 && age < 70);
        var slice = Assert.Single(new SliceSearch().Find(table, losses, TestContext.Current.CancellationToken));

        var found = SegmentCondition.Rows(slice.Where, table, TestContext.Current.CancellationToken).ToHashSet();
        var planted = Planted(table, (colour, age) => colour == "red" && age >= 50 && age < 70);
        Assert.True(found.Intersect(planted).Count() >= 0.7 * found.Union(planted).Count(), slice.Where);
        Assert.Contains("colour == 'red'", slice.Where, StringComparison.Ordinal);
        Assert.InRange(slice.LossDifference, 0.25, 0.55);
        Assert.InRange(slice.AdjustedPValue, 0.005, 0.05);
    }

    [Fact]
    public void A_search_that_is_cancelled_stops_within_a_deal()
    {
        var columns = Enumerable.Range(0, 40).Select(column => Column.Of<double>($"c{column}", Enumerable.Range(0, 50_000).Select(row => (double)(row * (column + 7) % 101)).ToArray()));
        var losses = Enumerable.Range(0, 50_000).Select(row => row % 7 == 0 ? 1.0 : 0).ToArray();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var started = TimeProvider.System.GetTimestamp();

        // Without a limit of reads, which would end it as soon.
        Assert.ThrowsAny<OperationCanceledException>(() => { new SliceSearch { MaxReads = long.MaxValue }.Find(new Table(columns), losses, stop.Token); });

        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 30);
    }

    [Fact]
    public void Of_many_columns_fewer_rows_are_searched()
    {
        var (table, losses) = Rows(seed: 1, (colour, age) => colour == "red" && age >= 50 && age < 70);
        var few = new SliceSearch { MaxReads = 1 }.Find(table, losses, TestContext.Current.CancellationToken);
        var same = new SliceSearch { MaxRowCount = SliceSearch.LeastRowCount }.Find(table, losses, TestContext.Current.CancellationToken);

        Assert.Equal(same, few);
        Assert.NotEqual(new SliceSearch().Find(table, losses, TestContext.Current.CancellationToken), few);
    }

    [Fact]
    public void Two_causes_are_two_slices_the_worse_first()
    {
        var (table, losses) = Rows(seed: 2, (colour, age) => colour == "red", (colour, age) => age < 27);
        var slices = new SliceSearch { MaxDepth = 1 }.Find(table, losses, TestContext.Current.CancellationToken);
        Assert.Equal(2, slices.Count);
        Assert.Contains(slices, slice => slice.Where == "colour == 'red'");
        Assert.Contains(slices, slice => slice.Where.StartsWith("age < ", StringComparison.Ordinal));
    }

    [Fact]
    public void Missing_values_are_a_segment()
    {
        var (table, losses) = Rows(seed: 3, (colour, age) => double.IsNaN(age));
        Assert.Equal("is_missing(age)", Assert.Single(new SliceSearch().Find(table, losses, TestContext.Current.CancellationToken)).Where);
    }

    [Fact]
    public void Where_nothing_is_wrong_little_is_found()
    {
        var found = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            var (table, losses) = Rows(100 + seed);
            found += new SliceSearch { PermutationCount = 99 }.Find(table, losses, TestContext.Current.CancellationToken).Count > 0 ? 1 : 0;
        }
        // One in twenty is what is allowed; four or more have a chance of 1.6%.
        Assert.InRange(found, 0, 3);
    }

    [Fact]
    public void The_same_rows_give_the_same_slices()
    {
        var (table, losses) = Rows(seed: 1, (colour, age) => colour == "red");
        Assert.Equal(new SliceSearch().Find(table, losses, TestContext.Current.CancellationToken), new SliceSearch().Find(table, losses, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Losses_that_do_not_vary_and_few_rows_give_nothing()
    {
        var (table, losses) = Rows(seed: 4);
        Assert.Empty(new SliceSearch().Find(table, new double[losses.Length], TestContext.Current.CancellationToken));
        Assert.Empty(new SliceSearch().Find(table.Take([0, 1, 2]), losses.AsSpan(0, 3), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Wrong_settings_are_reported_together()
    {
        var (table, losses) = Rows(seed: 5);
        var wrong = new SliceSearch { Alpha = 0, PermutationCount = 3, MaxCodes = 1, MaxDepth = 3, MinRowCount = 0 };
        Assert.Equal(5, Assert.Throws<SakerException>(() => wrong.Find(table, losses, TestContext.Current.CancellationToken)).Problems.Count);
        Assert.Throws<SakerException>(() => new SliceSearch().Find(table, [1.0], TestContext.Current.CancellationToken));
    }

    /// <summary>Rows that are wrong one time in ten, and every second time where a condition holds.</summary>
    private static (Table Table, double[] Losses) Rows(int seed, params Func<string, double, bool>[] bad)
    {
        var chance = new Random(seed);
        string[] colours = ["red", "green", "blue", "grey"];
        var colour = Enumerable.Range(0, RowCount).Select(_ => colours[chance.Next(4)]).ToArray();
        var age = Enumerable.Range(0, RowCount).Select(_ => chance.NextDouble() < 0.08 ? double.NaN : 18 + (chance.NextDouble() * 72)).ToArray();
        var flag = Enumerable.Range(0, RowCount).Select(_ => chance.Next(2) == 0).ToArray();
        var noise = Enumerable.Range(0, RowCount).Select(_ => chance.NextDouble()).ToArray();
        var table = new Table([Column.OfText("colour", colour), Column.OfNumbers("age", age), Column.Of<bool>("flag", flag), Column.Of<double>("noise level", noise)]);
        var losses = Enumerable.Range(0, RowCount).Select(row => chance.NextDouble() < (bad.Any(condition => condition(colour[row], age[row])) ? 0.5 : 0.1) ? 1.0 : 0).ToArray();
        return (table, losses);
    }

    private static HashSet<int> Planted(Table table, Func<string, double, bool> bad)
    {
        var (colour, age) = (table.Get<string>("colour").Values, table.Get("age").ToFloat64());
        return [.. Enumerable.Range(0, table.RowCount).Where(row => bad(colour.Span[row], age[row]))];
    }
}
