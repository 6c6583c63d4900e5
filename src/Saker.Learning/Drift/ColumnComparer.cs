using Saker.Data;
using Saker.Learning.Drift.Measures;
using Saker.Learning.Drift.Sides;

namespace Saker.Learning.Drift;

/// <summary>Measures and tests one column by its type and size; how many others there are is none of its business.</summary>
internal sealed class ColumnComparer(DriftOptions options)
{
    private const double OwnThreshold = 0.1;
    private const double PsiThreshold = 0.2;
    private const int PictureBins = 20;

    // Texts of which most are rare are told apart by their lengths.
    private const double MostlyRare = 0.5;

    /// <param name="name">Of the column.</param>
    /// <param name="types">Of the reference and of the current side.</param>
    /// <param name="pair">Its numbers.</param>
    public ColumnDrift OfNumbers(string name, (ColumnType Reference, ColumnType Current) types, NumberPair pair)
    {
        if (pair.ReferenceCount == 0 || pair.CurrentCount == 0)
            return Skip(name, types, (pair.ReferenceCount, pair.CurrentCount));
        if (pair.FewValues(options.FewValues) is { } values)
            return OfCategories(name, types, pair.CountValues(values), isOrdered: true);
        var measure = options.NumberMeasure ?? (pair.ReferenceCount <= options.SmallCount ? DriftMeasure.KolmogorovSmirnov : DriftMeasure.Wasserstein);
        var effect = pair.LargestGap;
        var test = KolmogorovSmirnov.Test(Math.Max(0, effect - pair.GapError), pair.ReferenceCount, pair.CurrentCount);
        var own = pair.Test(measure);
        return new ColumnDrift
        {
            Column = name,
            ReferenceType = types.Reference,
            CurrentType = types.Current,
            ReferenceCount = pair.ReferenceCount,
            CurrentCount = pair.CurrentCount,
            Measure = measure,
            Statistic = double.IsNaN(own.Statistic) ? Measure(measure, pair) : own.Statistic,
            Threshold = ThresholdOf(measure),
            Test = double.IsNaN(own.PValue) ? DriftMeasure.KolmogorovSmirnov : measure,
            PValue = double.IsNaN(own.PValue) ? test.PValue : own.PValue,
            EffectSize = effect,
            EffectError = pair.GapError,
            Summary = DriftWords.OfNumbers(pair.Type, pair.Before, pair.After),
            Bins = PictureOf(pair),
        };
    }

    /// <param name="name">Of the column.</param>
    /// <param name="types">Of the reference and of the current side.</param>
    /// <param name="all">Every category.</param>
    /// <param name="isOrdered">Whether they are numbers.</param>
    public ColumnDrift OfCategories(string name, (ColumnType Reference, ColumnType Current) types, CategoryPair all, bool isOrdered)
    {
        var counts = ((long)all.ReferenceCount, (long)all.CurrentCount);
        if (counts.Item1 == 0 || counts.Item2 == 0)
            return Skip(name, types, counts);
        var pooled = all.Pooled(options.MaxCategories);
        var isTwo = pooled.Labels.Length == 2;
        var test = isTwo
            ? ChiSquared.TwoShares(pooled.Reference[0], all.ReferenceCount, pooled.Current[0], all.CurrentCount)
            : ChiSquared.Contingency(pooled.Reference, pooled.Current);
        var measure = options.CategoryMeasure ?? (counts.Item1 > options.SmallCount ? DriftMeasure.JensenShannon : isTwo ? DriftMeasure.TwoShares : DriftMeasure.ChiSquared);
        var bins = new DriftBins(pooled.Labels, pooled.Reference, pooled.Current, isOrdered && !pooled.HasRest);
        return new ColumnDrift
        {
            Column = name,
            ReferenceType = types.Reference,
            CurrentType = types.Current,
            ReferenceCount = counts.Item1,
            CurrentCount = counts.Item2,
            Measure = measure,
            Statistic = IsTest(measure) ? (measure == DriftMeasure.TwoShares && !isTwo ? double.NaN : measure == DriftMeasure.ChiSquared && isTwo ? test.Statistic * test.Statistic : test.Statistic) : Distance(measure, pooled.Reference, pooled.Current),
            Threshold = ThresholdOf(measure),
            Test = isTwo ? DriftMeasure.TwoShares : DriftMeasure.ChiSquared,
            PValue = pooled.Labels.Length < 2 ? double.NaN : test.PValue,
            EffectSize = CountDistances.TotalVariation(pooled.Reference, pooled.Current),
            EffectError = all.Error,
            Skipped = pooled.Labels.Length < 2 ? "no value occurs often enough to be compared, or only one does" : null,
            Summary = DriftWords.OfBins(bins),
            Bins = bins,
        };
    }

    /// <summary>Texts of rows: as categories, or by their lengths when most are rare.</summary>
    public ColumnDrift OfTexts(string name, Column<string> reference, Column<string> current)
    {
        var counts = TextCounts.Of(reference, current);
        if (counts.ReferenceCount == 0 || counts.CurrentCount == 0 || counts.Pooled(options.MaxCategories).RestShare <= MostlyRare)
            return OfCategories(name, (ColumnType.Text, ColumnType.Text), counts, isOrdered: false);
        var lengths = OfNumbers(name, (ColumnType.Text, ColumnType.Text), new SortedPair(ColumnNumbers.LengthsOf(reference), ColumnNumbers.LengthsOf(current)) { Type = ColumnType.Int64 });
        return lengths with { Summary = "lengths of texts: " + lengths.Summary };
    }

    /// <summary>Decides of all columns at once.</summary>
    public static IReadOnlyList<ColumnDrift> Judge(IReadOnlyList<ColumnDrift> columns, double alpha, double minEffect)
    {
        var corrected = BenjaminiHochberg.Adjust([.. columns.Select(column => column.PValue)]);
        return
        [
            .. columns.Select((column, i) =>
            {
                var drifted = corrected[i] <= alpha && column.EffectSize - column.EffectError >= minEffect;
                var isLarge = drifted && (IsTest(column.Measure) || column.Statistic >= column.Threshold);
                return column with { CorrectedPValue = corrected[i], Drifted = drifted, IsLarge = isLarge };
            }),
        ];
    }

    private static bool IsTest(DriftMeasure measure) =>
        measure is DriftMeasure.KolmogorovSmirnov or DriftMeasure.ChiSquared or DriftMeasure.TwoShares or DriftMeasure.AndersonDarling or DriftMeasure.CramerVonMises;

    private double ThresholdOf(DriftMeasure measure) => IsTest(measure) ? options.Alpha : options.Threshold ?? (measure == DriftMeasure.Psi ? PsiThreshold : OwnThreshold);

    private double Measure(DriftMeasure measure, NumberPair pair)
    {
        switch (measure)
        {
            case DriftMeasure.KolmogorovSmirnov:
                return pair.LargestGap;
            case DriftMeasure.Wasserstein:
                // A constant reference has no deviation to measure by.
                return pair.Wasserstein == 0 ? 0 : pair.Wasserstein / pair.Before.Deviation;
            case DriftMeasure.AndersonDarling or DriftMeasure.CramerVonMises:
                return double.NaN;
            default:
                var (reference, current) = pair.CountBins(pair.EdgesOf(options.MaxBins));
                return measure == DriftMeasure.ChiSquared ? ChiSquared.Contingency(reference, current).Statistic : Distance(measure, reference, current);
        }
    }

    private static double Distance(DriftMeasure measure, double[] reference, double[] current) => measure switch
    {
        DriftMeasure.Psi => DriftMeasures.Psi(reference, current),
        DriftMeasure.JensenShannon => CountDistances.JensenShannon(reference, current),
        DriftMeasure.KullbackLeibler => CountDistances.KullbackLeibler(reference, current),
        DriftMeasure.Hellinger => CountDistances.Hellinger(reference, current),
        DriftMeasure.TotalVariation => CountDistances.TotalVariation(reference, current),
        _ => double.NaN,
    };

    private static DriftBins PictureOf(NumberPair pair)
    {
        var (low, high) = pair.Ends;
        double[] edges = low < high ? [.. Enumerable.Range(1, PictureBins - 1).Select(i => low + ((high - low) * i / PictureBins)).Distinct()] : [low];
        var (reference, current) = pair.CountBins(edges);
        return new DriftBins(NumberLabels.OfBins(edges, pair.Type), reference, current, IsOrdered: true);
    }

    private static ColumnDrift Skip(string name, (ColumnType Reference, ColumnType Current) types, (long Reference, long Current) counts) => new()
    {
        Column = name,
        ReferenceType = types.Reference,
        CurrentType = types.Current,
        ReferenceCount = counts.Reference,
        CurrentCount = counts.Current,
        Measure = DriftMeasure.TotalVariation,
        Statistic = double.NaN,
        Threshold = OwnThreshold,
        Test = DriftMeasure.ChiSquared,
        PValue = double.NaN,
        EffectSize = double.NaN,
        EffectError = 0,
        Skipped = counts.Reference == 0 ? "the reference has no values" : "there are no current values",
        Summary = "",
        Bins = DriftBins.None,
    };
}
