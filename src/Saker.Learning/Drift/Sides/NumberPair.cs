using Saker.Data;
using Saker.Learning.Drift.Measures;

namespace Saker.Learning.Drift.Sides;

/// <summary>The numbers of a column on both sides: of rows, or of profiles.</summary>
internal abstract class NumberPair
{
    /// <summary>As which type numbers are written.</summary>
    public required ColumnType Type { get; init; }

    public abstract long ReferenceCount { get; }

    public abstract long CurrentCount { get; }

    public abstract (double Mean, double Deviation) Before { get; }

    public abstract (double Mean, double Deviation) After { get; }

    /// <summary>The smallest and the largest number of the reference.</summary>
    public abstract (double Min, double Max) Range { get; }

    /// <summary>How many current numbers lie below and above the range, at least.</summary>
    public abstract (long Below, long Above) Outside { get; }

    /// <summary>The largest difference of the shares up to a number.</summary>
    public abstract double LargestGap { get; }

    public abstract double Wasserstein { get; }

    /// <summary>By how much <see cref="LargestGap"/> may be wrong.</summary>
    public abstract double GapError { get; }

    /// <summary>Every value of the reference when there are at most so many and all are known; else null.</summary>
    public abstract double[]? FewValues(int max);

    /// <summary>How often values occur on both sides; what is none of them comes last.</summary>
    public abstract CategoryPair CountValues(double[] values);

    /// <summary>Upper edges of bins by quantiles of the reference; the last bin has none.</summary>
    public abstract double[] EdgesOf(int maxBins);

    /// <summary>Ends between which nearly all numbers of both sides lie.</summary>
    public abstract (double Low, double High) Ends { get; }

    /// <summary>How many numbers of each side lie in bins that end at these edges; the last has none.</summary>
    public abstract (double[] Reference, double[] Current) CountBins(double[] edges);

    /// <summary>Tests that need the rows; none without them.</summary>
    public virtual DriftTest Test(DriftMeasure measure) => DriftTest.None;
}
