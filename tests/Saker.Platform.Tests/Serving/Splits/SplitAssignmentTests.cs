using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Saker.Data.Profiles;
using Saker.Platform.Serving.Splits;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving.Splits;

public sealed class SplitAssignmentTests
{
    private const int KeyCount = 1_000_000;

    // Of the chi-squared distribution: the 99.99th percentiles for 1 to 4 degrees of freedom (scipy.stats.chi2.ppf(0.9999, df)).
    private static readonly double[] s_critical = [15.1367, 18.4207, 21.1075, 23.5127];

    public static TheoryData<string> Keys => ["numbers", "users", "ids", "hashes"];

    public static TheoryData<int[], string> Splits
    {
        get
        {
            var data = new TheoryData<int[], string>();
            foreach (var weights in (int[][])[[9900, 100], [9500, 500], [5000, 5000], [0, 10_000], [2500, 2500, 2500, 2500], [9997, 1, 1, 1], [6000, 1000, 1000, 1000, 1000]])
                foreach (var keys in Keys)
                    data.Add(weights, keys.Data);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void A_million_keys_fall_to_arms_as_the_weights_say(int[] weights, string keys)
    {
        var assignment = new SplitAssignment(SplitServing.Split(weights));
        var counts = new long[weights.Length];
        for (var i = 0; i < KeyCount; i++)
            counts[assignment.Of(Key(keys, i))]++;
        var expected = weights.Select(weight => (double)KeyCount * weight / EndpointSplit.AllKeys).ToArray();
        AssertClose(counts, expected);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Rollouts_split_independently_of_each_other(string keys)
    {
        var first = new SplitAssignment(SplitServing.Split(5000, 5000) with { RolloutId = "rollout-1" });
        var second = new SplitAssignment(SplitServing.Split(5000, 5000) with { RolloutId = "rollout-2" });
        var counts = new long[4];
        for (var i = 0; i < KeyCount; i++)
            counts[(2 * first.Of(Key(keys, i))) + second.Of(Key(keys, i))]++;
        AssertClose(counts, [.. Enumerable.Repeat(KeyCount / 4.0, 4)]);
    }

    [Fact]
    public void A_growing_share_only_takes_keys_from_the_control()
    {
        var split = SplitServing.Split(9900, 100);
        var before = Arms(split);
        foreach (var share in (int[])[500, 1000, 2500, 5000, 10_000])
        {
            split = split.WithWeights([EndpointSplit.AllKeys - share, share]);
            var after = Arms(split);
            for (var i = 0; i < before.Length; i++)
                Assert.True(before[i] == after[i] || (before[i], after[i]) == (0, 1));
            Assert.All(split.Arms, arm => Assert.Null(arm.Slots));
            before = after;
        }
        Assert.DoesNotContain(0, before);
    }

    [Fact]
    public void A_key_keeps_its_arm_through_a_hundred_changes_that_do_not_concern_it()
    {
        // Of four arms three change their shares among themselves; the third's keys are not concerned.
        var split = SplitServing.Split(4000, 2000, 2000, 2000);
        var random = new Random(5);
        var own = Arms(split);
        for (var change = 1; change <= 100; change++)
        {
            var first = random.Next(0, 8001);
            var second = random.Next(0, 8001 - first);
            split = (split with { Revision = change, Shield = change % 2 == 0, Shadow = new ShadowLimits { MaxPendingRows = change } }).WithWeights([8000 - first - second, first, 2000, second]);
            // Replicas have it from the store, restarted ones too.
            split = SplitText.Read(SplitText.Write(split));
            var now = Arms(split);
            for (var i = 0; i < own.Length; i++)
                Assert.Equal(own[i] == 2, now[i] == 2);
        }
    }

    [Fact]
    public void Changing_weights_moves_no_more_keys_than_it_must() => Prop.ForAll(
        Gen.Choose(2, 6).SelectMany(count => Gen.Choose(0, int.MaxValue).Select(seed => (count, seed))).ToArbitrary(),
        given =>
        {
            var random = new Random(given.seed);
            var split = SplitServing.Split(Weights(random, given.count));
            for (var change = 0; change < 20; change++)
            {
                var weights = Weights(random, given.count);
                var next = SplitText.Read(SplitText.Write(split.WithWeights(weights)));
                var (before, after) = (SlotTable.Of(split.Arms).Arms.ToArray(), SlotTable.Of(next.Arms).Arms.ToArray());
                var moved = before.Zip(after).Count(pair => pair.First != pair.Second);
                var least = split.Arms.Zip(weights).Sum(pair => Math.Abs(pair.First.Weight - pair.Second)) / 2;
                Assert.Equal(least, moved);
                Assert.Equal(weights, Enumerable.Range(0, weights.Length).Select(arm => after.Count(one => one == arm)));
                split = next;
            }
        }).Hold();

    [Fact]
    public void What_a_share_mirrors_a_larger_share_mirrors_too()
    {
        var split = SplitServing.Split(10_000, 1000) with { Kind = SplitKind.Shadow };
        var some = new SplitAssignment(split);
        var more = new SplitAssignment(split.WithWeights([10_000, 4000]));
        var mirrored = Enumerable.Range(0, 100_000).Select(i => $"{i}").Where(key => some.Mirrors(1, key)).ToList();
        Assert.InRange(mirrored.Count, 9_500, 10_500);
        Assert.All(mirrored, key => Assert.True(more.Mirrors(1, key)));
        Assert.Equal(0, some.Only);
    }

    [Fact]
    public void The_same_text_falls_to_the_same_arm_however_it_is_encoded()
    {
        var assignment = new SplitAssignment(SplitServing.Split(5000, 5000));
        foreach (var key in (string[])["", "a", "user-1", "Zürich", "顧客-7", "👍", new string('x', 3000)])
            Assert.Equal(assignment.Of(key), assignment.OfUtf8(Encoding.UTF8.GetBytes(key)));
    }

    [Fact]
    public void Keys_fall_where_they_fell_in_every_earlier_version_of_the_program()
    {
        // Kept: whoever changes these moves the callers of every rollout under way.
        var assignment = new SplitAssignment(SplitServing.Split(2500, 2500, 2500, 2500) with { RolloutId = "01JCKEPT" });
        Assert.Equal("1302012031221012310112102201020202002202", string.Concat(Enumerable.Range(0, 40).Select(i => assignment.Of($"user-{i}"))));
    }

    private static void AssertClose(long[] counts, double[] expected)
    {
        var statistic = 0.0;
        var cells = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (expected[i] == 0)
            {
                Assert.Equal(0, counts[i]);
                continue;
            }
            statistic += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
            cells++;
        }
        if (cells > 1)
            Assert.True(statistic < s_critical[cells - 2], $"chi-squared is {statistic:0.0} with {cells - 1} degrees of freedom: {string.Join(", ", counts)} for {string.Join(", ", expected)}.");
    }

    private static string Key(string kind, int i) => kind switch
    {
        "numbers" => i.ToString(CultureInfo.InvariantCulture),
        "users" => $"user-{i:D8}@example.org",
        "ids" => $"0192f3a4-7b21-7c00-8000-{i:x12}",
        _ => StableHash.Of((long)i).ToString("x16", CultureInfo.InvariantCulture),
    };

    private static int[] Arms(EndpointSplit split)
    {
        var assignment = new SplitAssignment(split);
        return [.. Enumerable.Range(0, 20_000).Select(i => assignment.Of($"user-{i}"))];
    }

    private static int[] Weights(Random random, int count)
    {
        int[] cuts = [0, .. Enumerable.Range(1, count - 1).Select(_ => random.Next(EndpointSplit.AllKeys + 1)).Order(), EndpointSplit.AllKeys];
        return [.. Enumerable.Range(0, count).Select(i => cuts[i + 1] - cuts[i])];
    }
}
