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

    internal NumberProfile(Moments moments, QuantileSketch sketch, long infiniteCount)
    {
        _moments = moments;
        _sketch = sketch;
        InfiniteCount = infiniteCount;
        var rank = 0L;
        _ranks = [.. sketch.Sorted().Select(item => (item.Value, rank += item.Weight))];
    }

    /// <summary>The rank of a quantile is off by at most this share of <see cref="Count"/>.</summary>
    public static double MaxRankError => QuantileSketch.MaxRankError;

    /// <summary>How many finite numbers there are.</summary>
    public long Count => _moments.Count;

    public long InfiniteCount { get; }

    /// <summary>NaN when there are no numbers.</summary>
    public double Mean => Count == 0 ? double.NaN : _moments.Mean;

    /// <summary>Of the sample, that is with <c>Count - 1</c>; NaN when there are fewer than two numbers.</summary>
    public double Variance => Count < 2 ? double.NaN : Math.Max(_moments.SquaredDeviations, 0) / (Count - 1);

    /// <inheritdoc cref="Variance"/>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>NaN when there are no numbers.</summary>
    public double Min => Count == 0 ? double.NaN : _moments.Min;

    /// <summary>NaN when there are no numbers.</summary>
    public double Max => Count == 0 ? double.NaN : _moments.Max;

    internal Moments Moments => _moments;

    internal QuantileSketch Sketch => _sketch;

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
}
