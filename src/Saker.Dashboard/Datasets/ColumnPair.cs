using System.Globalization;
using Saker.Dashboard.Layout;
using Saker.Data;
using Saker.Data.Profiles;

namespace Saker.Dashboard.Datasets;

/// <summary>A column's distribution in two versions, bar beside bar: the bins are those of the version before.</summary>
public sealed record ColumnPair
{
    public const int Width = 260;
    public const int Height = 56;

    private const int MaxBins = 10;

    public required string Name { get; init; }

    /// <summary>Of the version before, in the units of the drawing.</summary>
    public required IReadOnlyList<ColumnBar> Before { get; init; }

    public required IReadOnlyList<ColumnBar> After { get; init; }

    /// <summary>By column; those that cannot be compared are left out.</summary>
    public static IReadOnlyDictionary<string, ColumnPair> List(Profile before, Profile after) => before.Columns
        .Select(column => after.Find(column.Name) is { } other && (column.Type == ColumnType.Text) == (other.Type == ColumnType.Text) ? Of(column, other) : null)
        .OfType<ColumnPair>().ToDictionary(pair => pair.Name, StringComparer.Ordinal);

    private static ColumnPair Of(ColumnProfile before, ColumnProfile after)
    {
        var bins = ProfileBins.Of(before, MaxBins);
        var (left, right) = (Shares(bins.Counts(before)), Shares(bins.Counts(after)));
        var most = Math.Max(left.Max(), right.Max());
        var step = (double)Width / bins.Count;
        return new ColumnPair { Name = before.Name, Before = Bars(left, 0.04), After = Bars(right, 0.5) };

        List<ColumnBar> Bars(double[] shares, double shift) => [.. shares.Select((share, at) =>
        {
            var height = most > 0 ? Height * share / most : 0;
            return new ColumnBar(Text(step * (at + shift)), Text(Height - height), Text(step * 0.42), Text(height), string.Create(CultureInfo.InvariantCulture, $"{Format.Beginning(bins.Describe(at))}: {left[at] * 100:0.0} % before, {right[at] * 100:0.0} % after"));
        })];
    }

    private static double[] Shares(double[] counts)
    {
        var sum = counts.Sum();
        return [.. counts.Select(count => sum > 0 ? Math.Max(0, count) / sum : 0)];
    }

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
