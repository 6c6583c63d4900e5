using Saker.Data;
using Saker.Data.Profiles;

namespace Saker.Learning.Drift;

/// <summary>Says what moved, for a person.</summary>
internal static class DriftWords
{
    private const int MaxNames = 5;
    private const int MaxBins = 2;

    public static string Of(DriftReport report)
    {
        var parts = new List<string>();
        if (report.DriftedCount > 0)
            parts.Add(FormattableString.Invariant($"{report.DriftedCount} of {report.Columns.Count} columns ({Names(report.Moved.Select(column => column.Column))})"));
        if (report.Joint is { Drifted: true })
            parts.Add("all columns together");
        if (report.QualityDrifted)
            parts.Add($"quality of {Names(report.Quality.Where(finding => finding.Drifted).Select(finding => finding.Column).Distinct())}");
        return parts.Count == 0 ? FormattableString.Invariant($"no drift in {report.Columns.Count} columns") : "drift: " + string.Join("; ", parts);
    }

    /// <summary>Of numbers: the mean and the spread.</summary>
    public static string OfNumbers(ColumnType type, (double Mean, double Deviation) before, (double Mean, double Deviation) after)
    {
        var shift = (after.Mean - before.Mean) / before.Deviation;
        var words = $"mean {NumberText.Of(before.Mean, type)} -> {NumberText.Of(after.Mean, type)}" + (double.IsFinite(shift) ? FormattableString.Invariant($" ({shift:+0.00;-0.00;0.00} standard deviations)") : "");
        var spread = after.Deviation / before.Deviation;
        return double.IsFinite(spread) && spread is < 0.9 or > 1.1 ? words + FormattableString.Invariant($", spread x {spread:0.00}") : words;
    }

    /// <summary>Of categories: those that gained or lost most.</summary>
    public static string OfBins(DriftBins bins)
    {
        var (before, after) = (bins.Reference.Sum(), bins.Current.Sum());
        return string.Join(", ", Enumerable.Range(0, bins.Labels.Count)
            .Select(bin => (bins.Labels[bin], Before: bins.Reference[bin] / before, After: bins.Current[bin] / after))
            .Where(bin => bin.Before != bin.After)
            .OrderByDescending(bin => Math.Abs(bin.After - bin.Before))
            .Take(MaxBins)
            .Select(bin => $"{bin.Item1} {NumberText.Percent(bin.Before)} -> {NumberText.Percent(bin.After)}"));
    }

    private static string Names(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return string.Join(", ", all.Take(MaxNames)) + (all.Length > MaxNames ? FormattableString.Invariant($" and {all.Length - MaxNames} more") : "");
    }
}
