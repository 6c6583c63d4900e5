using Saker.Data.Profiles;

namespace Saker.Data.Tests.Profiles;

public sealed class ProfileDistanceTests
{
    [Fact]
    public void Equal_columns_are_at_no_distance()
    {
        foreach (var (one, other) in Profile.Of(RandomTables.Create(4, 3_000)).Columns.Zip(Profile.Of(RandomTables.Create(4, 3_000)).Columns))
        {
            Assert.Equal(0, ProfileDistance.Psi(one, other), 1e-12);
            Assert.Equal(0, ProfileDistance.JensenShannon(one, other), 1e-12);
            if (one.Numbers is { } numbers)
                Assert.Equal((0, 0), (ProfileDistance.KolmogorovSmirnov(numbers, other.Numbers!), ProfileDistance.Wasserstein(numbers, other.Numbers!)));
        }
    }

    [Fact]
    public void Small_columns_give_what_a_hand_computes()
    {
        // scipy.stats: ks_2samp([1,2,3,4],[2,3,4,5,9]).statistic = 0.4, wasserstein_distance of the same = 2.1
        var (one, other) = (Numbers(1, 2, 3, 4), Numbers(2, 3, 4, 5, 9));
        Assert.Equal(0.4, ProfileDistance.KolmogorovSmirnov(one.Numbers!, other.Numbers!), 1e-12);
        Assert.Equal(2.1, ProfileDistance.Wasserstein(one.Numbers!, other.Numbers!), 1e-12);
        // Shares (30.5, 10.5, 0.5) / 41.5 against (10.5, 30.5, 0.5) / 41.5: the third bin is that of other values, which is empty.
        Assert.Equal(2 * (20 / 41.5) * Math.Log(30.5 / 10.5), ProfileDistance.Psi([30, 10, 0], [10, 30, 0]), 1e-12);
        // scipy.spatial.distance.jensenshannon([.75,.25],[.25,.75],2) ** 2
        Assert.Equal(0.18872187554086717, ProfileDistance.JensenShannon([30, 10], [10, 30]), 1e-12);
        Assert.Equal(1, ProfileDistance.JensenShannon([1, 0], [0, 5]));
    }

    [Fact]
    public void Sketches_are_as_far_apart_as_the_rows_within_the_stated_error()
    {
        var random = new Random(5);
        var before = Enumerable.Range(0, 30_000).Select(_ => Normal(random)).ToArray();
        var after = Enumerable.Range(0, 20_000).Select(_ => (Normal(random) * 1.3) + 0.5).ToArray();
        var (one, other) = (Numbers(before), Numbers(after));
        Assert.Equal(ExactKolmogorovSmirnov(before, after), ProfileDistance.KolmogorovSmirnov(one.Numbers!, other.Numbers!), 2 * NumberProfile.MaxRankError);
        // Of the normal distributions themselves, by numeric integration.
        Assert.Equal(0.5119, ProfileDistance.Wasserstein(one.Numbers!, other.Numbers!), 0.05);
        Assert.Equal(0.2488, ProfileDistance.Psi(one, other), 0.04);
    }

    [Fact]
    public void Order_makes_no_difference_to_symmetric_distances()
    {
        var (one, other) = (Numbers(1, 5, 5, 7), Numbers(-3, 5, 6));
        Assert.Equal(ProfileDistance.KolmogorovSmirnov(one.Numbers!, other.Numbers!), ProfileDistance.KolmogorovSmirnov(other.Numbers!, one.Numbers!));
        Assert.Equal(ProfileDistance.Wasserstein(one.Numbers!, other.Numbers!), ProfileDistance.Wasserstein(other.Numbers!, one.Numbers!), 1e-12);
    }

    [Fact]
    public void Without_numbers_there_is_no_distance_and_missing_values_still_count()
    {
        var (none, some) = (Numbers(double.NaN, double.NaN), Numbers(1, 2));
        Assert.True(double.IsNaN(ProfileDistance.KolmogorovSmirnov(none.Numbers!, some.Numbers!)));
        Assert.True(double.IsNaN(ProfileDistance.Wasserstein(some.Numbers!, none.Numbers!)));
        Assert.True(ProfileDistance.Psi(some, none) > 1);
    }

    [Fact]
    public void Bins_hold_every_row_once()
    {
        foreach (var reference in Profile.Of(RandomTables.Create(8, 2_000)).Columns)
        {
            var bins = ProfileBins.Of(reference);
            Assert.Equal(2_000, bins.Counts(reference).Sum(), 1e-6);
            Assert.Equal(reference.NullCount, bins.Counts(reference)[^1], 1e-6);
            Assert.Equal("missing", bins.Describe(bins.Count - 1));
            Assert.All(Enumerable.Range(0, bins.Count), bin => Assert.NotEmpty(bins.Describe(bin)));
        }
    }

    [Fact]
    public void Few_numbers_have_a_bin_each()
    {
        var bins = ProfileBins.Of(Numbers([.. Enumerable.Repeat(0.0, 90), .. Enumerable.Repeat(1.0, 10)]));
        Assert.Equal([90, 10, 0, 0], bins.Counts(Numbers([.. Enumerable.Repeat(0.0, 90), .. Enumerable.Repeat(1.0, 10)])));
        Assert.Equal([1, 0, 1, 1], bins.Counts(Numbers(0, 7, double.NaN)));
    }

    [Fact]
    public void Texts_and_numbers_are_not_compared() =>
        Assert.Contains("cannot be compared", Assert.Throws<SakerException>(() => ProfileDistance.Psi(Numbers(1), Texts("1"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_comparison_says_what_moved()
    {
        var random = new Random(2);
        var before = new Table(
        [
            Column.OfNumbers("shifted", [.. Enumerable.Range(0, 5_000).Select(_ => Normal(random))]),
            Column.OfNumbers("same", [.. Enumerable.Range(0, 5_000).Select(_ => Normal(random))]),
            Column.OfText("kind", [.. Enumerable.Range(0, 5_000).Select(i => i % 4 == 0 ? "a" : "b")]),
            Column.OfText("gone", new string?[5_000]),
            Column.OfNumbers("retyped", new double[5_000]),
        ]);
        var after = new Table(
        [
            Column.OfNumbers("shifted", [.. Enumerable.Range(0, 4_000).Select(i => i % 10 == 0 ? double.NaN : Normal(random) + 1)]),
            Column.OfNumbers("same", [.. Enumerable.Range(0, 4_000).Select(_ => Normal(random))]),
            Column.OfText("kind", [.. Enumerable.Range(0, 4_000).Select(i => i % 2 == 0 ? "a" : "b")]),
            Column.OfText("retyped", new string?[4_000]),
            Column.OfNumbers("new", new double[4_000]),
        ]);
        var comparison = ProfileComparison.Of(Profile.Of(before), Profile.Of(after));
        Assert.Equal(["shifted", "same", "kind", "gone", "retyped", "new"], comparison.Columns.Select(column => column.Name));
        Assert.Equal(["missing 0% -> 10%", "mean"], comparison.Columns[0].Changes.Take(2).Select((change, i) => i == 0 ? change : change[..4]));
        Assert.Empty(comparison.Columns[1].Changes);
        Assert.Equal(["'b': 75% -> 50%", "'a': 25% -> 50%"], comparison.Columns[2].Changes.Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(["the column is gone (was text)"], comparison.Columns[3].Changes);
        Assert.Equal(["was float64, is text"], comparison.Columns[4].Changes);
        Assert.Equal(["the column is new (float64)"], comparison.Columns[5].Changes);
        Assert.False(comparison.HasSameSchema);
        Assert.Equal(comparison.Columns[0].Psi, comparison.MaxPsi);
        Assert.True(comparison.Columns[1].Psi < 0.02 && comparison.MaxPsi > 0.5);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double ExactKolmogorovSmirnov(double[] left, double[] right) =>
        left.Concat(right).Where((_, i) => i % 50 == 0).Max(value => Math.Abs(((double)left.Count(other => other <= value) / left.Length) - ((double)right.Count(other => other <= value) / right.Length)));

    private static ColumnProfile Numbers(params double[] values) => Profile.Of(new Table([Column.OfNumbers("x", values)])).Get("x");

    private static ColumnProfile Texts(params string[] values) => Profile.Of(new Table([Column.OfText("x", values)])).Get("x");
}
