using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Drift;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>Compares one side of a window, its inputs or its outputs, with the reference's: what moved, and how much the model goes by it.</summary>
internal static class WindowComparer
{
    /// <param name="reference">What is expected.</param>
    /// <param name="current">The window.</param>
    /// <param name="settings">How they are compared.</param>
    /// <param name="withQuality">Whether the data themselves are looked at as well.</param>
    /// <param name="rows">Rows of both sides; null where there are none, or the profiles are to be compared.</param>
    /// <param name="cancellationToken">Stops it between columns.</param>
    public static DriftReport Compare(
        Profile reference, Profile current, DriftSettings settings, bool withQuality, (Table Reference, Table Current)? rows = null, CancellationToken cancellationToken = default)
    {
        var options = new DriftOptions
        {
            Alpha = settings.Alpha,
            MinEffect = settings.MinEffect,
            MinQualityEffect = settings.MinQualityEffect,
            NumberMeasure = settings.NumberMeasure,
            CategoryMeasure = settings.CategoryMeasure,
            Ignored = [.. settings.Columns.Where(column => column.Value.Ignore && reference.Find(column.Key) is not null).Select(column => column.Key)],
            Joint = JointMethod.None,
            Quality = withQuality && settings.Quality,
            // Traffic is captured as the model's tensors have it.
            IsOneNumberType = true,
            Threads = 1,
        };
        var report = rows is { } both ? DriftComparer.Compare(reference, current, both, options, cancellationToken) : DriftComparer.Compare(reference, current, options);
        return report with { Columns = [.. report.Columns.Select(column => Judge(column, report.PartAlpha, settings))] };
    }

    /// <summary>The columns as they are told: those that moved first, by effect times importance.</summary>
    public static IReadOnlyList<ColumnFinding> Tell(DriftReport report, IReadOnlyDictionary<string, double> importance) =>
    [
        .. report.Columns.Select(column => Tell(column, importance))
            .OrderByDescending(column => column.Drifted)
            .ThenByDescending(column => column.Weight ?? 0)
            .ThenByDescending(column => column.Effect ?? 0)
            .ThenBy(column => column.Column, StringComparer.Ordinal),
    ];

    public static IReadOnlyList<QualityFinding> TellQuality(DriftReport report, DriftSettings settings) =>
    [
        .. report.Quality
            .Where(finding => finding.Drifted && settings.Columns.GetValueOrDefault(finding.Column) is not { Ignore: true })
            .OrderByDescending(finding => double.IsNaN(finding.CurrentShare) ? 2 : Math.Abs(finding.CurrentShare - finding.ReferenceShare))
            .Select(finding => new QualityFinding(finding.Column, EnumText.Write(finding.Kind), Known(finding.ReferenceShare), Known(finding.CurrentShare), finding.Summary)),
    ];

    /// <summary>What is said of a single column counts for it alone; p-values are corrected for all of them.</summary>
    private static ColumnDrift Judge(ColumnDrift column, double alpha, DriftSettings settings)
    {
        if (settings.Columns.GetValueOrDefault(column.Column)?.MinEffect is not { } least)
            return column;
        var drifted = column.CorrectedPValue <= alpha && column.EffectSize - column.EffectError >= least;
        return column with { Drifted = drifted, IsLarge = drifted && column.IsLarge };
    }

    private static ColumnFinding Tell(ColumnDrift column, IReadOnlyDictionary<string, double> importances)
    {
        double? importance = importances.TryGetValue(column.Column, out var share) ? share : importances.Count > 0 ? 0 : null;
        return new ColumnFinding
        {
            Column = column.Column,
            Measure = EnumText.Write(column.Measure),
            Statistic = Known(column.Statistic),
            Threshold = column.Threshold,
            IsLarge = column.IsLarge,
            Test = EnumText.Write(column.Test),
            PValue = Known(column.PValue),
            CorrectedPValue = Known(column.CorrectedPValue),
            Effect = Known(column.EffectSize),
            EffectError = column.EffectError,
            Basis = EnumText.Write(column.Basis),
            RowCount = column.CurrentCount,
            Drifted = column.Drifted,
            Importance = importance,
            Weight = Known(column.EffectSize * (importance ?? 1)),
            Summary = column.Skipped ?? column.Summary,
            Bins = Bins(column.Bins),
        };
    }

    private static IReadOnlyList<DistributionBin> Bins(DriftBins bins)
    {
        var (before, after) = (bins.Reference.Sum(), bins.Current.Sum());
        return [.. bins.Labels.Select((label, i) => new DistributionBin(label, Share(bins.Reference[i], before), Share(bins.Current[i], after)))];

        static double Share(double count, double all) => all == 0 ? 0 : Math.Round(count / all, 6);
    }

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
