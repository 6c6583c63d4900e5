using Saker.Data.Profiles;

namespace Saker.Learning.Drift.Sides;

/// <summary>Numbers of profiles: within the errors of their sketches.</summary>
internal sealed class ProfilePair(NumberProfile reference, NumberProfile current) : NumberPair
{
    private const double TailShare = 0.005;

    public override long ReferenceCount => reference.Count;

    public override long CurrentCount => current.Count;

    public override (double Mean, double Deviation) Before => (reference.Mean, reference.StandardDeviation);

    public override (double Mean, double Deviation) After => (current.Mean, current.StandardDeviation);

    public override (double Min, double Max) Range => (reference.Min, reference.Max);

    public override (long Below, long Above) Outside => (Sure(current.ShareUpTo(Math.BitDecrement(reference.Min)), current.Min < reference.Min), Sure(1 - current.ShareUpTo(reference.Max), current.Max > reference.Max));

    public override double LargestGap => ProfileDistance.KolmogorovSmirnov(reference, current);

    public override double Wasserstein => ProfileDistance.Wasserstein(reference, current);

    // The errors of both sides are independent.
    public override double GapError => double.Hypot(reference.RankError, current.RankError);

    public override (double Low, double High) Ends =>
        (Math.Min(reference.Quantile(TailShare), current.Quantile(TailShare)), Math.Max(reference.Quantile(1 - TailShare), current.Quantile(1 - TailShare)));

    public override double[]? FewValues(int max) => reference is { Top: { } top, MaxCountError: 0, Count: > 0 } && top.Count <= max ? [.. top.Select(item => item.Value).Order()] : null;

    public override CategoryPair CountValues(double[] values) => new(
        [.. values.Select(value => NumberLabels.Of(value, Type)), "others"],
        Count(reference, values),
        Count(current, values),
        HasRest: true,
        (double)current.MaxCountError / Math.Max(1, current.Count));

    public override double[] EdgesOf(int maxBins) => reference.Count == 0
        ? []
        : FewValues(maxBins) ?? [.. Enumerable.Range(1, maxBins - 1).Select(i => reference.Quantile((double)i / maxBins)).Distinct()];

    public override (double[] Reference, double[] Current) CountBins(double[] edges) => (CountUpTo(reference, edges), CountUpTo(current, edges));

    /// <summary>One that is there for sure when the extreme says so, and what is beyond the sketch's error.</summary>
    private long Sure(double share, bool any) => !any ? 0 : Math.Max(1, (long)((share - current.RankError) * current.Count));

    private static double[] Count(NumberProfile numbers, double[] values)
    {
        var known = (numbers.Top ?? []).ToDictionary(item => item.Value, item => item.Count);
        double[] counts = [.. values.Select(value => (double)known.GetValueOrDefault(value)), 0];
        counts[^1] = numbers.Count - counts.Sum();
        return counts;
    }

    private static double[] CountUpTo(NumberProfile numbers, double[] edges)
    {
        var counts = new double[edges.Length + 1];
        var below = 0.0;
        for (var i = 0; i < edges.Length; i++)
        {
            var upTo = numbers.Count == 0 ? 0 : numbers.ShareUpTo(edges[i]) * numbers.Count;
            counts[i] = upTo - below;
            below = upTo;
        }
        counts[^1] = numbers.Count - below;
        return counts;
    }
}
