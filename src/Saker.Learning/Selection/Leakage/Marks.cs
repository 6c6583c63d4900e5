using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Selection.Leakage;

/// <summary>Values that only rows of one answer have: flags, categories, and whether there is a value at all.</summary>
internal static class Marks
{
    // An answer that is more frequent than this is right so often that a value which always has it says little.
    private const double MaxBase = 1.0 / 3;
    private const int MinRowCount = 10;
    private const int MaxValueCount = 50;

    // Of the share's interval the lower end: few rows may be all alike by chance.
    private const double MinLowerPurity = 0.8;

    /// <summary>The mark of a column for a class; null when it has none.</summary>
    public static Mark? Find(ScreenColumn column, ScreenClass target, LeakageOptions options)
    {
        if (!column.IsGraded && column.BinCount > MaxValueCount)
            return null;
        // Of a measured column only the presence is a mark.
        var bins = column.IsGraded ? 2 : column.BinCount;
        var (rows, positives) = (new int[bins], new int[bins]);
        var total = 0;
        for (var row = 0; row < target.Target.Length; row++)
        {
            var bin = column.IsGraded ? Math.Min(column.Codes[row], 1) : column.Codes[row];
            rows[bin]++;
            var isPositive = target.Target[row] == 1f ? 1 : 0;
            positives[bin] += isPositive;
            total += isPositive;
        }
        return Of(column, target.Label, isTarget: true, rows, positives, total, options)
            ?? Of(column, target.Label, isTarget: false, rows, [.. rows.Zip(positives, (all, some) => all - some)], target.Target.Length - total, options);
    }

    private static Mark? Of(ScreenColumn column, string label, bool isTarget, int[] rows, int[] pure, int total, LeakageOptions options)
    {
        if (total == 0 || total > MaxBase * rows.Sum())
            return null;
        int[] bins = [.. Enumerable.Range(0, rows.Length).Where(bin => rows[bin] >= MinRowCount && pure[bin] >= options.MinPurity * rows[bin] && Proportion.Wilson(pure[bin], rows[bin], Interval.DefaultLevel).Low >= MinLowerPurity)];
        var (marked, right) = (bins.Sum(bin => rows[bin]), bins.Sum(bin => pure[bin]));
        return right >= options.MinCoverage * total && right > 0
            ? new Mark(column, [.. bins.Select(column.Describe)], label, isTarget, marked, right, total, (double)total / rows.Sum())
            : null;
    }
}
