using FsCheck;
using FsCheck.Fluent;
using Saker.Data;
using Saker.Learning.Selection;
using Saker.Testing;

namespace Saker.Learning.Tests.Selection;

public sealed class StratifiedTests
{
    private static readonly float[] s_target = [.. Enumerable.Range(0, 103).Select(row => row % 4 == 1 ? 1f : 0f)];

    [Fact]
    public void The_generator_is_the_published_one()
    {
        // Computed by the authors' C code (xoshiro256starstar.c, state filled by splitmix64.c from 42).
        var generator = new Xoshiro256(42);
        Assert.Equal([0x15780B2E0C2EC716UL, 0x6104D9866D113A7EUL, 0xAE17533239E499A1UL], [generator.Next(), generator.Next(), generator.Next()]);
    }

    [Fact]
    public void Numbers_below_a_bound_are_all_reached_about_equally_often()
    {
        var generator = new Xoshiro256(1);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
            counts[generator.Below(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Folds_cover_every_row_once_in_order_and_keep_the_shares() => Prop.ForAll(Gen.Choose(2, 9).ToArbitrary(), Gen.Choose(-5, 1000).ToArbitrary(), (count, seed) =>
    {
        var folds = StratifiedFolds.Create(s_target, count, seed);
        Assert.Equal(count, folds.Count);
        Assert.Equal(Enumerable.Range(0, s_target.Length), folds.SelectMany(fold => fold.Validation).Order());
        foreach (var fold in folds)
        {
            Assert.Equal(Enumerable.Range(0, s_target.Length), fold.Train.Concat(fold.Validation).Order());
            Assert.Equal(fold.Validation.Order(), fold.Validation);
            Assert.Equal(fold.Train.Order(), fold.Train);
            Assert.InRange(fold.Validation.Count, s_target.Length / count, s_target.Length / count + 1);
            var positives = fold.Validation.Count(row => s_target[row] == 1);
            Assert.InRange(positives, (int)s_target.Sum() / count, (int)s_target.Sum() / count + 1);
        }
    }).Hold();

    [Fact]
    public void The_same_seed_gives_the_same_rows_on_every_machine()
    {
        Assert.Equal(Golden.Folds, StratifiedFolds.Create(s_target.AsSpan(0, 12), 3, seed: 42).Select(fold => string.Join(' ', fold.Validation)));
        Assert.Equal(Golden.Test, string.Join(' ', StratifiedSplit.Create(s_target.AsSpan(0, 20), 0.25, seed: 42).Test));
        Assert.NotEqual(Golden.Test, string.Join(' ', StratifiedSplit.Create(s_target.AsSpan(0, 20), 0.25, seed: 43).Test));
    }

    [Fact]
    public void A_split_keeps_the_shares_and_every_row()
    {
        var split = StratifiedSplit.Create(s_target, 0.2, seed: 7);
        Assert.Equal(Enumerable.Range(0, s_target.Length), split.Train.Concat(split.Test).Order());
        Assert.Equal(split.Train.Order(), split.Train);
        Assert.Equal(split.Test.Order(), split.Test);
        Assert.Equal(5, split.Test.Count(row => s_target[row] == 1));
        Assert.Equal(15, split.Test.Count(row => s_target[row] == 0));
    }

    [Fact]
    public void A_tiny_share_still_holds_out_a_row_of_each_class()
    {
        var split = StratifiedSplit.Create([0, 0, 1, 1], 0.01, seed: 1);
        Assert.Equal(2, split.Test.Count);
        Assert.Equal(2, split.Train.Count);
    }

    [Fact]
    public void Impossible_requests_are_refused()
    {
        Assert.Contains("positive class has 2", Assert.Throws<SakerException>(() => StratifiedFolds.Create([0, 0, 0, 1, 1], 3, 1)).Message, StringComparison.Ordinal);
        Assert.Equal("folds", Assert.Throws<SakerException>(() => StratifiedFolds.Create(s_target, 1, 1)).Field);
        Assert.Equal("test", Assert.Throws<SakerException>(() => StratifiedSplit.Create(s_target, 1, 1)).Field);
        Assert.Equal("test", Assert.Throws<SakerException>(() => StratifiedSplit.Create(s_target, double.NaN, 1)).Field);
        Assert.Contains("negative class has 1", Assert.Throws<SakerException>(() => StratifiedSplit.Create([0, 1, 1], 0.5, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("row 2", Assert.Throws<SakerException>(() => StratifiedFolds.Create([0, 1, float.NaN], 2, 1)).Message, StringComparison.Ordinal);
    }

    /// <summary>What these seeds give, computed apart by an implementation in Python; a change here changes every user's split.</summary>
    private static class Golden
    {
        public static readonly string[] Folds = ["1 6 10 11", "2 4 5 8", "0 3 7 9"];
        public const string Test = "0 1 3 6 19";
    }
}
