namespace Saker.Data.Profiles;

/// <summary>
/// The numbers of a column. Booleans count as 0 and 1, days and instants as seconds since 1970-01-01 UTC. NaN is a missing value;
/// infinities are counted and left out of the rest.
/// </summary>
public sealed class NumberProfile
{
    private readonly Moments _moments;
    private readonly QuantileSketch _sketch;
    private readonly (double Value, long Rank)[] _ranks;

    internal NumberProfile(Moments moments, QuantileSketch sketch, long infiniteCount, NumberShape? shape)
    {
        Shape = shape;
        Top = shape is null ? null : [.. shape.Top.Ranked(Comparer<double>.Default).Select(item => new NumberCount(item.Item, item.Count))];
        _moments = moments;
        _sketch = sketch;
        InfiniteCount = infiniteCount;
        var rank = 0L;
        _ranks = [.. sketch.Sorted().Select(item => (item.Value, rank += item.Weight))];
    }

    /// <summary>Of parts that were stored.</summary>
    /// <exception cref="SakerException">They contradict each other.</exception>
    internal static NumberProfile From(Moments moments, QuantileSketch? sketch, long infiniteCount, NumberShape? shape)
    {
        if (sketch is null || sketch.Count != moments.Count || infiniteCount < 0)
            throw ProfileFault.Wrong("levels do not add up to count.");
        var isOrdered = moments.Count == 0 || (double.IsFinite(moments.Min) && double.IsFinite(moments.Max) && moments.Min <= moments.Max && !double.IsNaN(moments.SquaredDeviations));
        return isOrdered ? new NumberProfile(moments, sketch, infiniteCount, shape) : throw ProfileFault.Wrong("the smallest and the largest number, or the squares, are not right.");
    }

    /// <summary>The rank of a quantile is off by at most this share of <see cref="Count"/>.</summary>
    public static double MaxRankError => QuantileSketch.MaxRankError;

    /// <summary>
    /// How far ranks of this profile may be off, as a share of <see cref="Count"/>: 0 while it holds every number, then three standard errors of what was left out,
    /// at most <see cref="MaxRankError"/>. Errors of different profiles are independent.
    /// </summary>
    public double RankError => _sketch.RankError;

    /// <summary>How many finite numbers there are.</summary>
    public long Count => _moments.Count;

    public long InfiniteCount { get; }

    /// <summary>NaN when there are no numbers.</summary>
    public double Mean => Count == 0 ? double.NaN : _moments.Mean;

    /// <summary>Of the sample, that is with <c>Count - 1</c>; NaN when there are fewer than two numbers.</summary>
    public double Variance => Count < 2 ? double.NaN : Math.Max(_moments.SquaredDeviations, 0) / (Count - 1);

    /// <inheritdoc cref="Variance"/>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>
    /// Skewness of the numbers as they are (g1: the third central moment over the cube of the deviation, both with <c>Count</c>): 0 when they
    /// lie symmetric, positive with a long tail to the right. NaN when all are equal, when cubes overflow, or when the profile is of version 1.
    /// </summary>
    public double Skewness => Count < 2 ? double.NaN : Finite(_moments.CubedDeviations / Count / Math.Pow(_moments.SquaredDeviations / Count, 1.5));

    /// <summary>Excess kurtosis of the numbers as they are (g2): 0 for a normal distribution, positive with heavy tails. NaN as for <see cref="Skewness"/>.</summary>
    public double Kurtosis => Count < 2 ? double.NaN : Finite(_moments.FourthDeviations / Count / Math.Pow(_moments.SquaredDeviations / Count, 2)) - 3;

    /// <summary>How many are 0 (for booleans: false); null when the profile is of version 1.</summary>
    public long? ZeroCount => Shape?.ZeroCount;

    /// <summary>How many are below 0; null when the profile is of version 1.</summary>
    public long? NegativeCount => Shape?.NegativeCount;

    /// <summary>How many are above 0 (for booleans: true); null when the profile is of version 1.</summary>
    public long? PositiveCount => Count - ZeroCount - NegativeCount;

    /// <summary>How many lie in which bin; null when the profile is of version 1.</summary>
    public Histogram? Histogram => Shape?.Histogram;

    /// <summary>The most frequent numbers, at most 32, the most frequent first; null when the profile is of version 1.</summary>
    public IReadOnlyList<NumberCount>? Top { get; }

    /// <summary>How much a count in <see cref="Top"/> may be too low; none is too high. 0 when all different numbers are there with their exact counts.</summary>
    public long MaxCountError => Shape?.Top.MaxError ?? Count;

    /// <summary>When days and instants fall; null for other numbers.</summary>
    public TimeProfile? Times => Shape?.Times;

    /// <summary>NaN when there are no numbers.</summary>
    public double Min => Count == 0 ? double.NaN : _moments.Min;

    /// <summary>NaN when there are no numbers.</summary>
    public double Max => Count == 0 ? double.NaN : _moments.Max;

    internal Moments Moments => _moments;

    internal QuantileSketch Sketch => _sketch;

    /// <summary>Null when the profile, or a part of it, is of version 1 of the format.</summary>
    internal NumberShape? Shape { get; }

    /// <summary>The values that the sketch holds, ascending, with how many numbers are at most as large.</summary>
    internal ReadOnlySpan<(double Value, long Rank)> Ranks => _ranks;

    /// <summary>Every value that occurs, ascending, when the sketch is exact and has at most so many; else null.</summary>
    internal double[]? DistinctValues(int max)
    {
        if (_sketch.Levels.Count > 1 || Count == 0)
            return null;
        var values = new List<double>(max);
        foreach (var (value, _) in _ranks)
        {
            if (values.Count > 0 && values[^1] == value)
                continue;
            if (values.Count == max)
                return null;
            values.Add(value);
        }
        return [.. values];
    }

    /// <summary>The number below or at which a share of the numbers lies; one of the numbers, NaN when there are none.</summary>
    /// <param name="share">From 0 (the smallest) to 1 (the largest).</param>
    public double Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        if (Count == 0 || double.IsNaN(share))
            return double.NaN;
        if (share is 0 or 1)
            return share == 0 ? Min : Max;
        var target = (long)Math.Ceiling(share * Count);
        var (low, high) = (0, _ranks.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ranks[middle].Rank >= target)
                high = middle;
            else
                low = middle + 1;
        }
        return _ranks[low].Value;
    }

    /// <summary>The share of numbers that are at most <paramref name="value"/>; NaN when there are none.</summary>
    public double ShareUpTo(double value)
    {
        if (Count == 0 || double.IsNaN(value))
            return double.NaN;
        var (low, high) = (0, _ranks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ranks[middle].Value <= value)
                low = middle + 1;
            else
                high = middle;
        }
        return low == 0 ? 0 : (double)_ranks[low - 1].Rank / Count;
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : double.NaN;
}
