using Saker.Learning.Drift.Measures;

namespace Saker.Learning.Drift.Sides;

/// <summary>Numbers of rows: exact.</summary>
internal sealed class SortedPair(SortedNumbers reference, SortedNumbers current) : NumberPair
{
    // Beyond these shares a picture shows no more than that there are some.
    private const double TailShare = 0.005;

    private readonly SampleGaps _gaps = SampleGaps.Of(reference, current);

    public override long ReferenceCount => reference.Count;

    public override long CurrentCount => current.Count;

    public override (double Mean, double Deviation) Before => (reference.Mean, reference.StandardDeviation);

    public override (double Mean, double Deviation) After => (current.Mean, current.StandardDeviation);

    public override (double Min, double Max) Range => (reference.Quantile(0), reference.Quantile(1));

    public override (long Below, long Above) Outside => (current.CountUpTo(Math.BitDecrement(Range.Min)), current.Count - current.CountUpTo(Range.Max));

    public override double LargestGap => _gaps.Largest;

    public override double Wasserstein => _gaps.Area;

    public override double GapError => 0;

    public override (double Low, double High) Ends =>
        (Math.Min(reference.Quantile(TailShare), current.Quantile(TailShare)), Math.Max(reference.Quantile(1 - TailShare), current.Quantile(1 - TailShare)));

    public override double[]? FewValues(int max) => reference.DistinctValues(max);

    public override CategoryPair CountValues(double[] values) =>
        new([.. values.Select(value => NumberLabels.Of(value, Type)), "others"], Count(reference, values), Count(current, values), HasRest: true, 0);

    public override double[] EdgesOf(int maxBins) => NumberBins.EdgesOf(reference, maxBins);

    public override (double[] Reference, double[] Current) CountBins(double[] edges) => (NumberBins.Counts(reference, edges), NumberBins.Counts(current, edges));

    public override DriftTest Test(DriftMeasure measure) => measure switch
    {
        DriftMeasure.AndersonDarling when reference.Count + current.Count >= 4 && Math.Min(Range.Min, current.Quantile(0)) < Math.Max(Range.Max, current.Quantile(1)) => AndersonDarling.TestPair(reference, current),
        DriftMeasure.CramerVonMises => CramerVonMises.Test(reference, current),
        _ => DriftTest.None,
    };

    private static double[] Count(SortedNumbers numbers, double[] values)
    {
        var counts = new double[values.Length + 1];
        for (var i = 0; i < values.Length; i++)
            counts[i] = numbers.CountUpTo(values[i]) - numbers.CountUpTo(Math.BitDecrement(values[i]));
        counts[^1] = numbers.Count - counts.Sum();
        return counts;
    }
}
