using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Saker.Data.Profiles;
using Saker.Data.Sources;
using Saker.Testing;

namespace Saker.Data.Tests.Profiles;

public sealed class ProfileTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_real_customers_are_described_as_pandas_describes_them()
    {
        var rows = await new CsvSource { Path = Repository.Telco }.ReadAllAsync(Token);
        var profile = Profile.Of(rows);
        using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(Repository.Find("tests/Saker.Data.Tests/Reference/telco.json"), Token));
        Assert.Equal(expected.RootElement.GetProperty("rows").GetInt64(), profile.RowCount);
        foreach (var column in expected.RootElement.GetProperty("numbers").EnumerateObject())
            AssertNumbers(column.Value, profile.Get(column.Name), rows.Get(column.Name));
        foreach (var column in expected.RootElement.GetProperty("texts").EnumerateObject())
            AssertTexts(column.Value, profile.Get(column.Name));
    }

    [Fact]
    public void The_profile_of_parts_is_that_of_the_whole_within_the_stated_errors() =>
        Prop.ForAll<int, byte>((seed, parts) =>
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, random.Next(1, 20_000)).Select(_ => Draw(random)).ToArray();
            var texts = values.Select(value => double.IsNaN(value) ? null : $"t{(int)Math.Sqrt(Math.Abs(value) * 100)}").ToArray();
            var whole = new Table([Column.OfNumbers("x", values), Column.OfText("t", texts)]);
            Profile? sum = null;
            foreach (var part in Cut(whole, (parts % 9) + 1, random))
                sum = sum is null ? Profile.Of(part) : sum + Profile.Of(part);
            AssertDescribes(sum!, values, texts);
            AssertDescribes(Profile.Of(whole), values, texts);
        }).Hold();

    [Fact]
    public void Sums_in_another_order_agree()
    {
        var tables = Enumerable.Range(0, 4).Select(seed => RandomTables.Create(seed, 500)).ToArray();
        var profiles = tables.Select(Profile.Of).ToArray();
        var left = ((profiles[0] + profiles[1]) + profiles[2]) + profiles[3];
        var right = profiles[3] + (profiles[1] + (profiles[2] + profiles[0]));
        foreach (var (one, other) in left.Columns.Zip(right.Columns))
        {
            Assert.Equal((one.Name, one.Count, one.NullCount, one.DistinctCount), (other.Name, other.Count, other.NullCount, other.DistinctCount));
            if (one.Numbers is { } numbers)
            {
                Assert.Equal(1, numbers.Mean / other.Numbers!.Mean, 1e-9);
                if (numbers.Variance != other.Numbers.Variance)
                    Assert.Equal(1, numbers.Variance / other.Numbers.Variance, 1e-9);
                Assert.Equal((numbers.Min, numbers.Max), (other.Numbers!.Min, other.Numbers!.Max));
            }
        }
    }

    [Fact]
    public void Joining_leaves_the_parts_as_they_were()
    {
        var (a, b) = (Profile.Of(RandomTables.Create(1, 1_000)), Profile.Of(RandomTables.Create(2, 1_000)));
        var before = (a.ToJson(), b.ToJson());
        _ = a + b;
        Assert.Equal(before, (a.ToJson(), b.ToJson()));
    }

    [Fact]
    public void The_same_rows_give_the_same_bytes_and_these_read_back()
    {
        foreach (var rows in new[] { 0, 1, 100, 5_000 })
        {
            var json = Profile.Of(RandomTables.Create(rows, rows)).ToJson();
            Assert.Equal(json, Profile.Of(RandomTables.Create(rows, rows)).ToJson());
            var read = Profile.FromJson(json);
            Assert.Equal(json, read.ToJson());
            var more = Profile.Of(RandomTables.Create(9, 100));
            Assert.Equal((Profile.FromJson(json) + more).ToJson(), (read + more).ToJson());
        }
    }

    [Fact]
    public void Batches_in_order_give_the_same_counts_as_one_table()
    {
        var table = RandomTables.Create(3, 4_000);
        var builder = new ProfileBuilder(table.Schema);
        foreach (var part in Cut(table, 7, new Random(1)))
            builder.Add(part);
        var (built, whole) = (builder.Build(), Profile.Of(table));
        foreach (var (one, other) in built.Columns.Zip(whole.Columns))
        {
            Assert.Equal(other.DistinctCount, one.DistinctCount);
            Assert.Equal(other.Texts?.Top, one.Texts?.Top);
            Assert.Equal(other.Numbers?.Quantile(0.3), one.Numbers?.Quantile(0.3));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1, 2]")]
    [InlineData("{\"version\": 3, \"rows\": 0, \"columns\": []}")]
    [InlineData("{\"version\": 1, \"rows\": \"many\", \"columns\": []}")]
    [InlineData("{\"version\": 1, \"rows\": 1, \"columns\": [{\"name\": \"x\", \"type\": \"colour\"}]}")]
    [InlineData("{\"version\": 1, \"rows\": 1, \"columns\": [{\"name\": \"x\", \"type\": \"int64\", \"count\": 1, \"nulls\": 0, \"distinct_hashes\": \"AAA\"}]}")]
    [InlineData("{\"version\": 1, \"rows\": 1, \"columns\": [{\"name\": \"x\", \"type\": \"int64\", \"count\": 1, \"nulls\": 0, \"distinct_ranks\": \"AAAA\"}]}")]
    public void What_is_no_profile_is_refused(string json) => Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<SakerException>(() => Profile.FromJson(json)).Kind);

    [Fact]
    public void Profiles_of_other_columns_cannot_be_joined()
    {
        var a = Profile.Of(new Table([Column.OfNumbers("x", [1])]));
        var b = Profile.Of(new Table([Column.OfText("x", ["1"])]));
        Assert.Contains("x: float64 against x: text", Assert.Throws<SakerException>(() => a + b).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_set_apart()
    {
        double[] values = [1, double.PositiveInfinity, double.NaN, 3];
        var column = Profile.Of(new Table([Column.Of<double>("x", values)])).Get("x");
        Assert.Equal((1, 1, 2, 2.0), (column.NullCount, column.Numbers!.InfiniteCount, column.Numbers.Count, column.Numbers.Mean));
        Assert.Equal(3, column.DistinctCount);
    }

    [Fact]
    public void A_column_without_values_has_no_mean_and_no_quantile()
    {
        var profile = Profile.Of(new Table([Column.OfNumbers("x", [double.NaN]), Column.OfText("t", [null])]));
        Assert.True(double.IsNaN(profile.Get("x").Numbers!.Mean) && double.IsNaN(profile.Get("x").Numbers!.Quantile(0.5)));
        Assert.Equal((1.0, 0, 0), (profile.Get("t").NullShare, profile.Get("t").Texts!.MinLength, profile.Get("t").Texts!.Top.Count));
        Assert.Throws<SakerException>(() => profile.Get("y"));
    }

    [Fact]
    public void Variance_is_stable_far_from_zero()
    {
        var values = Enumerable.Range(0, 10_000).Select(i => 1e9 + (i % 3)).ToArray();
        var halves = Profile.Of(new Table([Column.OfNumbers("x", values[..5_001])])) + Profile.Of(new Table([Column.OfNumbers("x", values[5_001..])]));
        Assert.Equal(0.666766666, halves.Get("x").Numbers!.Variance, 1e-6);
    }

    private static double Draw(Random random) => random.Next(20) switch
    {
        0 => double.NaN,
        < 8 => random.Next(50),
        _ => Math.Exp(random.NextDouble() * 12),
    };

    private static IEnumerable<Table> Cut(Table table, int parts, Random random)
    {
        var all = Enumerable.Range(0, table.RowCount).ToArray();
        int[] cuts = [0, .. Enumerable.Range(1, parts - 1).Select(_ => random.Next(table.RowCount + 1)).Order(), table.RowCount];
        for (var i = 0; i < parts; i++)
            yield return table.Take(all.AsSpan(cuts[i], cuts[i + 1] - cuts[i]));
    }

    private static void AssertDescribes(Profile profile, double[] values, string?[] texts)
    {
        var present = values.Where(value => !double.IsNaN(value)).Order().ToArray();
        var x = profile.Get("x");
        Assert.Equal((values.Length, values.Length - present.Length), (x.Count, x.NullCount));
        AssertNear(present.Distinct().Count(), x.DistinctCount);
        if (present.Length > 1)
        {
            var mean = present.Average();
            Assert.Equal(mean, x.Numbers!.Mean, Math.Abs(mean) * 1e-10);
            Assert.Equal(1, present.Sum(value => (value - mean) * (value - mean)) / (present.Length - 1) / x.Numbers.Variance, 1e-9);
        }
        foreach (var share in new[] { 0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1 })
            AssertRank(present, share, x.Numbers!.Quantile(share));
        foreach (var value in present.Take(1).Append(10).Append(1000))
            Assert.Equal(present.Length == 0 ? double.NaN : (double)present.Count(other => other <= value) / present.Length, x.Numbers!.ShareUpTo(value), NumberProfile.MaxRankError);
        var t = profile.Get("t").Texts!;
        var counts = texts.OfType<string>().CountBy(text => text).ToDictionary();
        Assert.InRange(t.MaxCountError, 0, present.Length / 129);
        foreach (var (text, count) in t.Top)
            Assert.InRange(count, counts[text] - t.MaxCountError, counts[text]);
        foreach (var (text, count) in counts.Where(pair => pair.Value > t.MaxCountError))
            Assert.Contains(t.Top, item => item.Text == text);
    }

    /// <summary>The share of values below the answer and up to it must enclose the share asked for, within the stated error.</summary>
    private static void AssertRank(double[] sorted, double share, double answer)
    {
        if (sorted.Length == 0)
        {
            Assert.True(double.IsNaN(answer));
            return;
        }
        var below = (double)sorted.Count(value => value < answer) / sorted.Length;
        var upTo = (double)sorted.Count(value => value <= answer) / sorted.Length;
        Assert.InRange(share, below - NumberProfile.MaxRankError, upTo + NumberProfile.MaxRankError);
    }

    /// <summary>Exact when few; otherwise within five standard errors.</summary>
    private static void AssertNear(long exact, long estimate)
    {
        var tolerance = exact <= 128 ? 0 : exact * 5 * 0.023;
        Assert.InRange(estimate, exact - tolerance, exact + tolerance);
    }

    private static void AssertNumbers(JsonElement expected, ColumnProfile actual, Column rows)
    {
        var numbers = actual.Numbers!;
        Assert.Equal(expected.GetProperty("count").GetInt64(), numbers.Count);
        Assert.Equal(expected.GetProperty("nulls").GetInt64(), actual.NullCount);
        Assert.Equal(expected.GetProperty("mean").GetDouble(), numbers.Mean, 1e-9);
        Assert.Equal(expected.GetProperty("std").GetDouble(), numbers.StandardDeviation, 1e-9);
        Assert.Equal(expected.GetProperty("min").GetDouble(), numbers.Min);
        Assert.Equal(expected.GetProperty("max").GetDouble(), numbers.Max);
        AssertNear(expected.GetProperty("distinct").GetInt64(), actual.DistinctCount);
        var sorted = rows.ToFloat64().Where(value => !double.IsNaN(value)).Order().ToArray();
        foreach (var quantile in expected.GetProperty("quantiles").EnumerateObject())
        {
            var share = double.Parse(quantile.Name, System.Globalization.CultureInfo.InvariantCulture);
            AssertRank(sorted, share, quantile.Value.GetDouble());
            AssertRank(sorted, share, numbers.Quantile(share));
        }
    }

    private static void AssertTexts(JsonElement expected, ColumnProfile actual)
    {
        AssertNear(expected.GetProperty("distinct").GetInt64(), actual.DistinctCount);
        Assert.Equal(expected.GetProperty("min_length").GetInt32(), actual.Texts!.MinLength);
        Assert.Equal(expected.GetProperty("max_length").GetInt32(), actual.Texts.MaxLength);
        var top = expected.GetProperty("top").EnumerateObject().Select(item => new TextCount(item.Name, item.Value.GetInt64())).ToArray();
        if (top.Length > 0)
            Assert.Equal(top, actual.Texts.Top);
    }
}
