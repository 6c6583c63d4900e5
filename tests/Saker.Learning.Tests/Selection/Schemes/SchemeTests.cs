using FsCheck;
using FsCheck.Fluent;
using Saker.Data;
using Saker.Learning.Selection;
using Saker.Learning.Selection.Schemes;
using Saker.Testing;

namespace Saker.Learning.Tests.Selection.Schemes;

public sealed class SchemeTests
{
    private const double Day = 86_400_000_000;

    [Fact]
    public void Folds_by_chance_and_by_group_divide_the_rows() => Prop.ForAll(SplitRows.Any, Gen.Choose(2, 8).ToArbitrary(), (rows, count) =>
    {
        foreach (var folds in new[] { RandomFolds.Create(rows.Count, count, rows.Seed), GroupFolds.Create(rows.Groups, rows.Target, count, rows.Seed) })
        {
            Assert.Equal(Enumerable.Range(0, rows.Count), folds.SelectMany(fold => fold.Validation).Order());
            Assert.Equal(Enumerable.Range(0, count), folds.Select(fold => fold.Index));
            foreach (var fold in folds)
            {
                Assert.Equal(Enumerable.Range(0, rows.Count), fold.Train.Concat(fold.Validation).Order());
                Assert.Equal(fold.Train.Order(), fold.Train);
                Assert.Equal(fold.Validation.Order(), fold.Validation);
            }
        }
    }).Hold();

    [Fact]
    public void No_group_is_in_two_parts_and_parts_have_their_share() => Prop.ForAll(SplitRows.Any, Gen.Choose(2, 5).ToArbitrary(), (rows, count) =>
    {
        foreach (var fold in GroupFolds.Create(rows.Groups, rows.Target, count, rows.Seed))
        {
            Assert.Empty(GroupsOf(rows, fold.Train).Intersect(GroupsOf(rows, fold.Validation)));
            var largest = rows.Groups.Codes.CountBy(code => code).Max(group => group.Value);
            Assert.InRange(fold.Validation.Count, (double)rows.Count / count - largest, (double)rows.Count / count + largest);
        }
        var split = GroupSplit.Create(rows.Groups, rows.Target, 0.25, rows.Seed);
        Assert.Empty(GroupsOf(rows, split.Train).Intersect(GroupsOf(rows, split.Test)));
        Assert.Equal(Enumerable.Range(0, rows.Count), split.Train.Concat(split.Test).Order());
        Assert.InRange(split.Test.Count / (double)rows.Count, 0.1, 0.4);
    }).Hold();

    [Fact]
    public void Groups_of_one_class_are_spread_so_that_folds_have_both()
    {
        // 20 groups of 5 rows, 8 of them wholly positive: each of 4 folds can have two of those.
        float[] target = [.. Enumerable.Range(0, 100).Select(row => row / 5 % 5 < 2 ? 1f : 0f)];
        var groups = RowGroups.Read(new Table([Column.Of<int>("g", Enumerable.Range(0, 100).Select(row => row / 5).ToArray())]), "g");

        var folds = GroupFolds.Create(groups, target, 4, seed: 5);

        Assert.All(folds, fold => Assert.Equal((25, 10), (fold.Validation.Count, fold.Validation.Count(row => target[row] == 1))));
        FoldClasses.Require(folds, target);
    }

    [Fact]
    public void Groups_of_several_classes_are_spread_so_that_parts_have_all()
    {
        // 30 groups of 4 rows, 6 of which are wholly of the third class: by size alone they would fall anywhere.
        float[] target = [.. Enumerable.Range(0, 120).Select(row => row / 4 % 5 == 4 ? 2f : row % 2)];
        var groups = RowGroups.Read(new Table([Column.Of<int>("g", Enumerable.Range(0, 120).Select(row => row / 4).ToArray())]), "g");

        var folds = GroupFolds.Create(groups, target, 3, seed: 5);
        var split = GroupSplit.Create(groups, target, 0.5, seed: 5);

        Assert.All(folds, fold => Assert.Equal([16, 16, 8], Enumerable.Range(0, 3).Select(own => fold.Validation.Count(row => target[row] == own))));
        Assert.Equal([24, 24, 12], Enumerable.Range(0, 3).Select(own => split.Test.Count(row => target[row] == own)));
    }

    [Fact]
    public void Nothing_of_the_future_is_learnt_and_the_gap_is_kept() => Prop.ForAll(SplitRows.Any, Gen.Choose(2, 6).ToArbitrary(), Gen.Choose(0, 3).ToArbitrary(), (rows, count, gap) =>
    {
        var distance = TimeDistance.Of(TimeSpan.FromDays(gap));
        foreach (var isRolling in new[] { false, true })
        {
            var settings = new TimeFoldSettings { FoldCount = count, Gap = distance, IsRolling = isRolling };
            if (LeavesNothing(rows, settings, gap))
            {
                Assert.Equal("gap", Assert.Throws<SakerException>(() => TimeFolds.Create(rows.Times, settings)).Field);
                continue;
            }
            var folds = TimeFolds.Create(rows.Times, settings);
            Assert.Equal(count, folds.Count);
            foreach (var fold in folds)
                RequireEarlier(rows, fold.Train, fold.Validation, gap);
            for (var i = 1; i < count; i++)
                Assert.True(Latest(rows, folds[i - 1].Validation) < Earliest(rows, folds[i].Validation), "folds go forward in time, and rows of a moment stay together");
            Assert.Equal(Latest(rows, Enumerable.Range(0, rows.Count)), Latest(rows, folds[^1].Validation));
        }
        var split = TimeSplit.Create(rows.Times, 0.25, distance);
        RequireEarlier(rows, split.Train, split.Test, gap);
        Assert.Equal(Enumerable.Range(0, rows.Count), split.Train.Concat(split.Test).Concat(split.Left).Order());
        if (gap == 0)
            Assert.Empty(split.Left);
    }).Hold();

    [Fact]
    public void Expanding_folds_learn_from_all_before_and_rolling_ones_from_the_latest()
    {
        var times = Numbers([.. Enumerable.Range(0, 24).Select(hour => 23.0 - hour)]);

        var expanding = TimeFolds.Create(times, new TimeFoldSettings { FoldCount = 3 });
        var rolling = TimeFolds.Create(times, new TimeFoldSettings { FoldCount = 3, IsRolling = true });
        var window = TimeFolds.Create(times, new TimeFoldSettings { FoldCount = 3, IsRolling = true, Window = TimeDistance.Of(2), Gap = TimeDistance.Of(3) });

        // Row r is from hour 23 - r; blocks of six hours.
        Assert.Equal([6, 12, 18], expanding.Select(fold => fold.Train.Count));
        Assert.Equal([6, 6, 6], rolling.Select(fold => fold.Train.Count));
        Assert.Equal([6, 7, 8, 9, 10, 11], rolling[1].Validation);
        Assert.Equal([12, 13, 14, 15, 16, 17], rolling[1].Train);
        Assert.Equal(rolling.SelectMany(fold => fold.Validation), expanding.SelectMany(fold => fold.Validation));
        // The second fold predicts from hour 12 on: three hours before is 9, two more 7.
        Assert.Equal([9.0, 8, 7], window[1].Train.Select(row => times.Values[row]));
    }

    [Fact]
    public void Inner_folds_never_see_rows_of_the_outer_one() => Prop.ForAll(SplitRows.Any, rows =>
    {
        var outer = GroupFolds.Create(rows.Groups, rows.Target, 3, rows.Seed);
        var nested = NestedFold.Create(outer, train => RandomFolds.Create(train.Count, 4, rows.Seed));
        Assert.Equal(outer, nested.Select(fold => fold.Outer));
        foreach (var fold in nested)
        {
            Assert.Equal(fold.Outer.Train, fold.Inner.SelectMany(inner => inner.Validation).Order());
            Assert.All(fold.Inner, inner => Assert.Equal(fold.Outer.Train, inner.Train.Concat(inner.Validation).Order()));
            Assert.All(fold.Inner, inner => Assert.Empty(inner.Train.Concat(inner.Validation).Intersect(fold.Outer.Validation)));
        }
    }).Hold();

    [Fact]
    public void Repetitions_differ_and_the_first_is_the_one_of_the_seed()
    {
        var (target, seed) = (SplitRows.Draw(4).Target, 11);
        var once = StratifiedFolds.Create(target, 4, seed);

        var repeated = RepeatedFolds.Create(3, seed, drawn => StratifiedFolds.Create(target, 4, drawn));

        Assert.Equal(Enumerable.Range(0, 12), repeated.Select(fold => fold.Index));
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2], repeated.Select(fold => fold.Repeat));
        Assert.Equal(once.Select(fold => fold.Validation), repeated.Take(4).Select(fold => fold.Validation));
        Assert.Equal(3, repeated.GroupBy(fold => fold.Repeat).Select(repeat => string.Join(' ', repeat.First().Validation)).Distinct().Count());
        Assert.Equal("repeats", Assert.Throws<SakerException>(() => RepeatedFolds.Create(0, 1, _ => once)).Field);
    }

    [Fact]
    public void The_same_seed_gives_the_same_parts_and_another_gives_others()
    {
        var rows = SplitRows.Draw(77);

        Assert.Equal(GroupFolds.Create(rows.Groups, rows.Target, 4, 1).Select(fold => fold.Validation), GroupFolds.Create(rows.Groups, rows.Target, 4, 1).Select(fold => fold.Validation));
        Assert.NotEqual(GroupSplit.Create(rows.Groups, rows.Target, 0.3, 1).Test, GroupSplit.Create(rows.Groups, rows.Target, 0.3, 2).Test);
        Assert.Equal(RandomSplit.Create(50, 0.2, 1).Test, RandomSplit.Create(50, 0.2, 1).Test);
        Assert.NotEqual(RandomSplit.Create(50, 0.2, 1).Test, RandomSplit.Create(50, 0.2, 2).Test);
        Assert.Equal((10, 40), (RandomSplit.Create(50, 0.2, 1).Test.Count, RandomSplit.Create(50, 0.2, 1).Train.Count));
    }

    [Fact]
    public void A_small_share_of_two_large_groups_is_one_of_them()
    {
        var groups = RowGroups.Read(new Table([Column.OfText("g", ["a", "a", "a", "b", "b", "b"])]), "g");

        Assert.Equal((3, 3), (GroupSplit.Create(groups, [1, 0, 1, 0, 1, 0], 0.1, 1).Test.Count, GroupSplit.Create(groups, [1, 0, 1, 0, 1, 0], 0.1, 1).Train.Count));
    }

    [Fact]
    public void What_cannot_be_split_says_why_and_what_to_do()
    {
        var two = RowGroups.Read(new Table([Column.OfText("g", ["a", "a", "b"])]), "g");
        Refused("folds", "column 'g' has 2", () => GroupFolds.Create(two, [1, 0, 1], 3, 1));
        Refused("g", "at least 2 different groups", () => GroupSplit.Create(RowGroups.Read(new Table([Column.OfText("g", ["a", "a"])]), "g"), [1, 0], 0.5, 1));
        Refused("folds", "at least 4 rows", () => RandomFolds.Create(3, 4, 1));
        Refused("folds", "between 2 and 100", () => RandomFolds.Create(300, 101, 1));
        Refused("folds", "at least 4 different times", () => TimeFolds.Create(Numbers([1, 1, 2, 2, 3]), new TimeFoldSettings { FoldCount = 3 }));
        Refused("t", "at least 2 different times", () => TimeSplit.Create(Numbers([1, 1, 1]), 0.5, TimeDistance.None));
        Refused("gap", "leaves no row to learn from", () => TimeSplit.Create(Numbers([1, 2, 3, 4]), 0.5, TimeDistance.Of(9)));
        Refused("gap", "Fold 1 predicts from 2 on", () => TimeFolds.Create(Numbers([1, 2, 3, 4]), new TimeFoldSettings { FoldCount = 3, Gap = TimeDistance.Of(2) }));
        Refused("gap", "write a plain number", () => TimeSplit.Create(Numbers([1, 2, 3, 4]), 0.5, TimeDistance.Of(TimeSpan.FromDays(1))));
        Refused("gap", "write a duration", () => TimeSplit.Create(SplitRows.Draw(1).Times, 0.5, TimeDistance.Of(3)));
        Refused("g", "2 missing values, the first in row 2", () => RowGroups.Read(new Table([Column.OfText("g", ["a", null, null])]), "g"));
        Refused("t", "is text, which has no order in time", () => RowTimes.Read(new Table([Column.OfText("t", ["2024", "2025"])]), "t"));
        Refused("t", "Infinity in row 2", () => RowTimes.Read(new Table([Column.Of<double>("t", new[] { 1, double.PositiveInfinity })]), "t"));
        Refused("folds", "Fold 1 has only negative rows to predict", () => FoldClasses.Require([new Fold { Index = 0, Train = [0, 1], Validation = [2] }], [1, 0, 0]));
        Refused("split", "only positive rows to test", () => FoldClasses.Require(new HoldOut { Train = [0, 1], Test = [2] }, [1, 0, 1]));
    }

    [Theory]
    [InlineData("7d", "7d")]
    [InlineData("36h", "36h")]
    [InlineData("2.5", "2.5")]
    [InlineData("soon", null)]
    [InlineData("-3", null)]
    [InlineData("-2d", null)]
    public void A_distance_is_a_duration_or_a_number(string text, string? expected) => Assert.Equal(expected, TimeDistance.Parse(text)?.ToString());

    private static void RequireEarlier(SplitRows rows, IReadOnlyList<int> train, IReadOnlyList<int> test, int gapDays)
    {
        Assert.NotEmpty(train);
        Assert.NotEmpty(test);
        Assert.True(Latest(rows, train) < Earliest(rows, test));
        Assert.True(Latest(rows, train) + gapDays * Day <= Earliest(rows, test));
    }

    // Days without rows aside, the first block may be shorter than the gap: then nothing is left to learn from.
    private static bool LeavesNothing(SplitRows rows, TimeFoldSettings settings, int gapDays)
    {
        var first = TimeFolds.Create(rows.Times, settings with { Gap = TimeDistance.Of(TimeSpan.Zero) })[0];
        return Earliest(rows, first.Train) + gapDays * Day > Earliest(rows, first.Validation);
    }

    private static double Latest(SplitRows rows, IEnumerable<int> some) => some.Max(row => rows.Times.Values[row]);

    private static double Earliest(SplitRows rows, IEnumerable<int> some) => some.Min(row => rows.Times.Values[row]);

    private static HashSet<int> GroupsOf(SplitRows rows, IReadOnlyList<int> some) => [.. some.Select(row => rows.Groups.Codes[row])];

    private static RowTimes Numbers(double[] values) => RowTimes.Read(new Table([Column.Of<double>("t", values)]), "t");

    private static void Refused(string field, string words, Action split)
    {
        var error = Assert.Throws<SakerException>(split);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(field, error.Field);
    }
}
