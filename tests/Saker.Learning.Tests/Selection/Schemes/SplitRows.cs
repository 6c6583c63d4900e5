using FsCheck;
using FsCheck.Fluent;
using Saker.Data;
using Saker.Learning.Selection.Schemes;

namespace Saker.Learning.Tests.Selection.Schemes;

/// <summary>Made-up rows to split: targets, groups and times of many shapes.</summary>
internal sealed record SplitRows(float[] Target, RowGroups Groups, RowTimes Times, int Seed)
{
    public int Count => Target.Length;

    /// <summary>60 to 200 rows of 12 to 40 groups of uneven sizes, on 20 to 90 days in no order.</summary>
    public static Arbitrary<SplitRows> Any => Gen.Choose(0, 1_000_000).Select(Draw).ToArbitrary();

    public static SplitRows Draw(int seed)
    {
        var generator = new Xoshiro256(seed);
        var count = 60 + generator.Below(141);
        var (groups, days) = (12 + generator.Below(29), 20 + generator.Below(71));
        var target = new float[count];
        var group = new string[count];
        var day = new DateOnly[count];
        for (var row = 0; row < count; row++)
        {
            target[row] = row % 3 == 0 ? 1 : 0;
            group[row] = $"g{(row < groups ? row : Math.Min(generator.Below(groups), generator.Below(groups)))}";
            day[row] = new DateOnly(2024, 1, 1).AddDays(row < days ? row : generator.Below(days));
        }
        var rows = new Table([Column.OfText("group", group), Column.Of<DateOnly>("day", day)]);
        return new SplitRows(target, RowGroups.Read(rows, "group"), RowTimes.Read(rows, "day"), seed);
    }
}
