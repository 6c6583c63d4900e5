using Saker.Data.Profiles;

namespace Saker.Data.Tests.Profiles;

/// <summary>How far off a profile says its ranks are, and how far they are.</summary>
public sealed class ProfileErrorTests
{
    [Theory]
    [InlineData(1_000, 1)]
    [InlineData(5_000, 1)]
    [InlineData(5_000, 60)]
    [InlineData(60_000, 1)]
    [InlineData(60_000, 60)]
    [InlineData(400_000, 7)]
    public void Ranks_are_hardly_ever_further_off_than_is_stated(int count, int parts)
    {
        var (largest, places, beyond) = (0.0, 0, 0);
        for (var seed = 0; seed < 10; seed++)
        {
            var values = Draw(count, seed);
            var numbers = Sum(values, parts);
            Assert.InRange(numbers.RankError, 0.0005, 0.013);
            Array.Sort(values);
            for (var i = 0; i < values.Length; i += Math.Max(1, values.Length / 2_000), places++)
            {
                var off = Math.Abs(numbers.ShareUpTo(values[i]) - ((i + 1.0) / values.Length)) / numbers.RankError;
                (largest, beyond) = (Math.Max(largest, off), beyond + (off > 1 ? 1 : 0));
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"at most {largest:0.00} of what is stated, beyond it at {beyond} of {places} places"));
        // Three standard errors at every single place; and it is used, as a bound that says nothing would not be.
        Assert.InRange(beyond, 0, places * 0.0027);
        Assert.InRange(largest, 0.1, 1.3);
    }

    [Fact]
    public void Nothing_is_off_while_every_number_is_held() => Assert.Equal(0, Sum(Draw(200, 1), 4).RankError);

    [Fact]
    public void Errors_of_many_parts_cancel_out()
    {
        // Minutes alike in all but their numbers: were the coins the same, every one of them would err to the same side.
        const int parts = 400;
        var (sum, variance) = (0.0, 0.0);
        for (var part = 0; part < parts; part++)
        {
            var values = Draw(1_000, part);
            var numbers = Sum(values, 1);
            Array.Sort(values);
            sum += (numbers.ShareUpTo(values[300]) * values.Length) - 301;
            variance += numbers.Sketch.RankVariance;
        }
        Assert.InRange(sum, -5 * Math.Sqrt(variance), 5 * Math.Sqrt(variance));
    }

    [Fact]
    public void What_is_stated_is_kept_as_JSON_and_as_bytes()
    {
        var profile = Profile.Of(new Table([Column.OfNumbers("x", [.. Draw(2_000, 3).Select(value => Math.Round(value))])]));
        var stated = profile.Columns[0].Numbers!.RankError;
        Assert.InRange(stated, 0.0001, 0.013);
        Assert.Equal(stated, Profile.FromJson(profile.ToJson()).Columns[0].Numbers!.RankError);
        Assert.Equal(stated, Profile.FromBytes(profile.ToBytes()).Columns[0].Numbers!.RankError);
    }

    [Fact]
    public void Where_it_was_not_kept_the_largest_error_counts()
    {
        var profile = Profile.Of(new Table([Column.OfNumbers("x", [.. Draw(2_000, 3).Select(value => Math.Round(value))])]));
        var variance = BitConverter.GetBytes(profile.Columns[0].Numbers!.Sketch.RankVariance);
        var body = profile.ToBytes()[5..^8];
        var at = body.AsSpan().IndexOf(variance);
        var ofVersion1 = ProfileBytes.ReadBody([.. body[..at], .. body[(at + variance.Length)..]], version: 1);
        Assert.Equal(NumberProfile.MaxRankError, ofVersion1.Columns[0].Numbers!.RankError);
        Assert.Equal(profile.Columns[0].Numbers!.Quantile(0.3), ofVersion1.Columns[0].Numbers!.Quantile(0.3));
        var text = string.Join('\n', profile.ToJson().Split('\n').Where(line => !line.Contains("rank_variance", StringComparison.Ordinal)));
        Assert.Equal(NumberProfile.MaxRankError, Profile.FromJson(text).Columns[0].Numbers!.RankError);
        // It stays unknown when it is written again, and when others are added.
        Assert.Equal(NumberProfile.MaxRankError, Profile.FromBytes(Profile.FromJson(text).ToBytes()).Columns[0].Numbers!.RankError);
        Assert.Equal(NumberProfile.MaxRankError, (Profile.FromJson(text) + profile).Columns[0].Numbers!.RankError);
    }

    private static double[] Draw(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Math.Exp(random.NextDouble() * 20))];
    }

    /// <summary>Of parts that were stored each for itself, as minutes of traffic are.</summary>
    private static NumberProfile Sum(double[] values, int parts)
    {
        Profile[] all = [.. values.Chunk((values.Length + parts - 1) / parts).Select(part => Profile.FromBytes(Profile.Of(new Table([Column.OfNumbers("x", part)])).ToBytes()))];
        return all.Aggregate((one, other) => one + other).Columns[0].Numbers!;
    }
}
