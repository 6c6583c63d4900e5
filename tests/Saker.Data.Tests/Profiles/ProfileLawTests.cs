using FsCheck;
using FsCheck.Fluent;
using Saker.Data.Profiles;
using Saker.Testing;

namespace Saker.Data.Tests.Profiles;

/// <summary>A sum of profiles is the profile of all rows, however they were cut and in whatever order the parts were joined.</summary>
public sealed class ProfileLawTests
{
    public static TheoryData<string> Adversaries => [.. AdverseColumns.Names];

    public static TheoryData<string> NumberAdversaries => [.. AdverseColumns.NumberNames];

    [Theory]
    [InlineData("rows profile rows")]
    [InlineData("profile rows rows")]
    [InlineData("rows rows profile")]
    [InlineData("profile rows profile")]
    [InlineData("rows profile profile")]
    public void Correlations_of_rows_and_profiles_in_any_order_are_those_of_the_whole(string order)
    {
        var random = new Random(7);
        Table[] parts = [.. Enumerable.Range(0, 3).Select(i => Pair(random, 500, i))];
        var builder = new ProfileBuilder(parts[0].Schema);
        foreach (var (kind, part) in order.Split(' ').Zip(parts))
        {
            if (kind == "rows")
                builder.Add(part);
            else
                builder.Add(Profile.Of(part));
        }
        var whole = new ProfileBuilder(parts[0].Schema);
        foreach (var part in parts)
            whole.Add(part);
        var (expected, actual) = (whole.Build().Correlations!, builder.Build().Correlations!);
        Assert.Equal(1_500, actual.CountOf("x", "y"));
        Assert.Equal(expected.Of("x", "y"), actual.Of("x", "y"), 12);
    }

    [Fact]
    public void Correlations_that_are_lost_in_one_part_stay_unknown()
    {
        var part = Pair(new Random(7), 500, 0);
        var none = new ProfileBuilder(part.Schema, new ProfileOptions { MaxCorrelatedColumns = 0 });
        none.Add(part);
        var builder = new ProfileBuilder(part.Schema);
        builder.Add(part);
        builder.Add(none.Build());
        builder.Add(Profile.Of(part));
        builder.Add(part);
        Assert.Null(builder.Build().Correlations);
    }

    [Theory]
    [MemberData(nameof(Adversaries))]
    public void Parts_joined_in_any_order_give_the_whole(string name) =>
        Prop.ForAll<int, byte>((seed, cuts) =>
        {
            var random = new Random(seed);
            var whole = new Table([AdverseColumns.Create(name, random.Next(1, 15_000), seed)]);
            var sum = Join(Parts(whole, (cuts % 12) + 1, random), random).Columns[0];
            AssertSameExactly(Profile.Of(whole).Columns[0], sum);
        }).Hold(12);

    [Fact]
    public void The_mean_of_parts_further_apart_than_the_largest_number_stays_finite()
    {
        var sum = Profile.Of(Numbers([-1.7e308, -1.7e308, -1.7e308])) + Profile.Of(Numbers([1.7e308]));
        Assert.Equal(-0.85e308, sum.Columns[0].Numbers!.Mean, 1e296);
    }

    [Theory]
    [MemberData(nameof(NumberAdversaries))]
    public void Quantiles_of_a_sum_are_within_the_stated_error_of_the_rows(string name) =>
        Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var whole = new Table([AdverseColumns.Create(name, random.Next(1, 60_000), seed)]);
            var numbers = Join(Parts(whole, 10, random), random).Columns[0].Numbers!;
            var sorted = ((Column<double>)whole.Columns[0]).Values.ToArray().Where(double.IsFinite).Order().ToArray();
            Assert.Equal(sorted.Length, numbers.Count);
            for (var share = 0.0; share <= 1 && sorted.Length > 0; share += 1 / 64.0)
            {
                var answer = numbers.Quantile(share);
                Assert.InRange(share, (Below(sorted, answer) / (double)sorted.Length) - NumberProfile.MaxRankError, (Below(sorted, Math.BitIncrement(answer)) / (double)sorted.Length) + NumberProfile.MaxRankError);
            }
        }).Hold(10);

    [Fact]
    public void Joining_is_commutative_and_associative_in_all_that_is_exact()
    {
        var (a, b, c) = (Profile.Of(RandomTables.Create(1, 5_000)), Profile.Of(RandomTables.Create(2, 300)), Profile.Of(RandomTables.Create(3, 9_000)));
        foreach (var (one, other) in ((a + b) + c).Columns.Zip((a + (b + c)).Columns))
            AssertSameExactly(one, other);
        foreach (var (one, other) in (a + b).Columns.Zip((b + a).Columns))
            AssertSameExactly(one, other);
    }

    [Fact]
    public void Skewness_and_kurtosis_are_those_of_the_formulas()
    {
        // The population formulas (g1, g2) on the numbers, computed with Python's fractions; the same 1e6 further out.
        foreach (var shift in new[] { 0.0, 1e6 })
        {
            double[] values = [.. new double[] { 1, 2, 2, 3, 9, 27 }.Select(value => value + shift)];
            var sum = (Profile.Of(Numbers(values[..2])) + Profile.Of(Numbers(values[2..]))).Columns[0].Numbers!;
            Assert.Equal(ExactSkewness(values), sum.Skewness, 1e-6);
            Assert.Equal(1.503466542, sum.Skewness, 1e-6);
            Assert.Equal(0.599233506, sum.Kurtosis, 1e-6);
        }
    }

    [Fact]
    public void Correlations_of_a_sum_are_those_of_the_rows_in_which_both_are_there()
    {
        var random = new Random(6);
        var x = Enumerable.Range(0, 9_000).Select(i => i % 11 == 0 ? double.NaN : 1e6 + random.NextDouble()).ToArray();
        var y = x.Select((value, i) => i % 13 == 0 ? double.NaN : (double.IsNaN(value) ? 7 : value * 2) + random.NextDouble()).ToArray();
        var z = x.Select(_ => random.NextDouble()).ToArray();
        var table = new Table([Column.OfNumbers("x", x), Column.OfText("t", new string?[x.Length]), Column.OfNumbers("y", y), Column.OfNumbers("z", z), Column.OfNumbers("one", [.. x.Select(_ => 1.0)])]);
        var correlations = Join(Parts(table, 7, random), random).Correlations!;
        Assert.Equal(["x", "y", "z", "one"], correlations.Columns);
        Assert.Equal(Exact(x, y), correlations.Of("y", "x"), 1e-6);
        Assert.Equal(Exact(z, y), correlations.Of("z", "y"), 1e-6);
        Assert.Equal(x.Zip(y).Count(pair => !double.IsNaN(pair.First) && !double.IsNaN(pair.Second)), correlations.CountOf("x", "y"));
        Assert.True(double.IsNaN(correlations.Of("x", "one")) && double.IsNaN(correlations.Of("x", "t")));
        Assert.Equal(("x", "y"), (correlations.Strongest(1)[0].One, correlations.Strongest(1)[0].Other));
    }

    [Fact]
    public void Times_and_characters_are_counted()
    {
        var times = Profile.Of(new Table([Column.Of<DateTime>("t", new[] { new DateTime(2024, 1, 1, 23, 59, 0, DateTimeKind.Utc), new DateTime(1969, 12, 31, 1, 0, 0, DateTimeKind.Utc) })])).Columns[0].Numbers!.Times!;
        Assert.Equal([1, 0, 1, 0, 0, 0, 0], times.Weekdays.ToArray());
        Assert.Equal((1, 1), (times.HoursOfDay[23], times.HoursOfDay[1]));
        var texts = Profile.Of(new Table([Column.OfText("t", ["", "abc", "12", "a1", "é1", null, "12", " "])])).Columns[0].Texts!;
        Assert.Equal((4, 2, 1, 1), (texts.CountContaining(CharacterClass.Digit), texts.CountOnly(CharacterClass.Digit), texts.CountOnly(CharacterClass.Lower), texts.CountContaining(CharacterClass.Other)));
        Assert.Equal((0, 3, 12.0 / 7), (texts.MinLength, texts.MaxLength, texts.MeanLength));
        Assert.Equal([1, 1, 4, 1], texts.Lengths!.Counts.ToArray());
    }

    [Fact]
    public void Keys_and_constants_are_told()
    {
        var profile = Profile.Of(new Table(
        [
            Column.Of<long>("id", Enumerable.Range(0, 5_000).Select(i => (long)i * 7).ToArray()),
            Column.OfText("one", [.. Enumerable.Repeat("x", 5_000)]),
            Column.OfText("often", [.. Enumerable.Range(0, 5_000).Select(i => $"{i / 2}")]),
        ]));
        Assert.Equal([true, false, false], profile.Columns.Select(column => column.LooksLikeIdentifier));
        Assert.Equal([false, true, false], profile.Columns.Select(column => column.IsConstant));
    }

    [Fact]
    public void Frequent_numbers_are_within_their_error()
    {
        var random = new Random(8);
        var values = Enumerable.Range(0, 100_000).Select(i => i % 3 == 0 ? 5.0 : i % 7 == 0 ? -2 : random.NextDouble()).ToArray();
        var numbers = Profile.Of(Numbers(values)).Columns[0].Numbers!;
        Assert.Equal([5, -2], numbers.Top!.Take(2).Select(item => item.Value));
        Assert.InRange(numbers.Top![0].Count, values.Count(value => value == 5) - numbers.MaxCountError, values.Count(value => value == 5));
        Assert.InRange(numbers.MaxCountError, 0, values.Length / 33);
    }

    private static Profile Join(List<Profile> parts, Random random)
    {
        while (parts.Count > 1)
        {
            var (i, j) = (random.Next(parts.Count), random.Next(parts.Count - 1));
            j += j >= i ? 1 : 0;
            parts[i] += parts[j];
            parts.RemoveAt(j);
        }
        return parts[0];
    }

    private static List<Profile> Parts(Table table, int parts, Random random)
    {
        var rows = Enumerable.Range(0, table.RowCount).ToArray();
        int[] cuts = [0, .. Enumerable.Range(1, parts - 1).Select(_ => random.Next(table.RowCount + 1)).Order(), table.RowCount];
        return [.. Enumerable.Range(0, parts).Select(i => Profile.Of(table.Take(rows.AsSpan(cuts[i], cuts[i + 1] - cuts[i]))))];
    }

    private static void AssertSameExactly(ColumnProfile one, ColumnProfile other)
    {
        Assert.Equal((one.Count, one.NullCount, one.DistinctCount, one.IsDistinctCountExact), (other.Count, other.NullCount, other.DistinctCount, other.IsDistinctCountExact));
        if (one.Texts is { } texts)
        {
            Assert.Equal((texts.MinLength, texts.MaxLength, texts.MeanLength), (other.Texts!.MinLength, other.Texts.MaxLength, other.Texts.MeanLength));
            AssertSame(texts.Lengths!, other.Texts.Lengths!);
            Assert.All(Enum.GetValues<CharacterClass>(), value => Assert.Equal((texts.CountContaining(value), texts.CountOnly(value)), (other.Texts.CountContaining(value), other.Texts.CountOnly(value))));
            return;
        }
        var (left, right) = (one.Numbers!, other.Numbers!);
        Assert.Equal((left.Count, left.InfiniteCount, left.Min, left.Max, left.ZeroCount, left.NegativeCount), (right.Count, right.InfiniteCount, right.Min, right.Max, right.ZeroCount, right.NegativeCount));
        AssertSame(left.Histogram!, right.Histogram!);
        Assert.Equal(left.Times?.Weekdays.ToArray(), right.Times?.Weekdays.ToArray());
        Assert.Equal(left.Times?.HoursOfDay.ToArray(), right.Times?.HoursOfDay.ToArray());
        var scale = Math.Max(Math.Abs(left.Min), Math.Abs(left.Max));
        AssertClose(left.Mean, right.Mean, scale * 1e-12);
        AssertClose(left.StandardDeviation, right.StandardDeviation, scale * 1e-7);
    }

    private static void AssertSame(Histogram one, Histogram other) =>
        Assert.Equal((one.Start, one.Width, string.Join(' ', one.Counts.ToArray())), (other.Start, other.Width, string.Join(' ', other.Counts.ToArray())));

    private static void AssertClose(double one, double other, double tolerance)
    {
        if (double.IsFinite(one) && double.IsFinite(tolerance))
            Assert.True(Math.Abs(one - other) <= tolerance, $"{one} and {other} differ by more than {tolerance}");
    }

    private static int Below(double[] sorted, double value)
    {
        var at = Array.BinarySearch(sorted, value);
        if (at < 0)
            return ~at;
        while (at > 0 && sorted[at - 1] == value)
            at--;
        return at;
    }

    private static double ExactSkewness(double[] values)
    {
        var mean = values.Average();
        return values.Average(value => Math.Pow(value - mean, 3)) / Math.Pow(values.Average(value => Math.Pow(value - mean, 2)), 1.5);
    }

    private static double Exact(double[] x, double[] y)
    {
        var pairs = x.Zip(y).Where(pair => !double.IsNaN(pair.First) && !double.IsNaN(pair.Second)).ToArray();
        var (mx, my) = (pairs.Average(pair => pair.First), pairs.Average(pair => pair.Second));
        return pairs.Sum(pair => (pair.First - mx) * (pair.Second - my)) / Math.Sqrt(pairs.Sum(pair => (pair.First - mx) * (pair.First - mx)) * pairs.Sum(pair => (pair.Second - my) * (pair.Second - my)));
    }

    private static Table Numbers(double[] values) => new([Column.OfNumbers("x", values)]);

    private static Table Pair(Random random, int rows, int shift)
    {
        double[] x = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() + shift)];
        return new Table([Column.Of<double>("x", x), Column.Of<double>("y", x.Select(value => (value * (shift + 1)) + random.NextDouble()).ToArray())]);
    }
}
