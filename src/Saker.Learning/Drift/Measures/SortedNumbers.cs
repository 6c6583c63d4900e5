using Saker.Data.Profiles;

namespace Saker.Learning.Drift.Measures;

/// <summary>
/// The finite numbers of a column, sorted once for every measure that is taken of them. Immutable. Missing values (NaN) and infinities are
/// counted and left out.
/// </summary>
public sealed class SortedNumbers
{
    private readonly double[] _values;

    private SortedNumbers(double[] values, int missingCount, int infiniteCount)
    {
        _values = values;
        MissingCount = missingCount;
        InfiniteCount = infiniteCount;
        (Mean, StandardDeviation) = Spread(values);
    }

    /// <summary>Ascending.</summary>
    public ReadOnlySpan<double> Values => _values;

    public int Count => _values.Length;

    public int MissingCount { get; }

    public int InfiniteCount { get; }

    /// <summary>NaN when there are no numbers.</summary>
    public double Mean { get; }

    /// <summary>Of the sample, that is with <c>Count - 1</c>; NaN when there are fewer than two numbers.</summary>
    public double StandardDeviation { get; }

    /// <param name="values">In any order; they are copied.</param>
    public static SortedNumbers Of(ReadOnlySpan<double> values)
    {
        var kept = new double[values.Length];
        var (count, missing) = (0, 0);
        foreach (var value in values)
        {
            kept[count] = value;
            count += double.IsFinite(value) ? 1 : 0;
            missing += double.IsNaN(value) ? 1 : 0;
        }
        if (count < kept.Length)
            Array.Resize(ref kept, count);
        var spare = System.Buffers.ArrayPool<double>.Shared.Rent(count);
        NumberSort.Ascending(kept, spare);
        System.Buffers.ArrayPool<double>.Shared.Return(spare);
        return new SortedNumbers(kept, missing, values.Length - count - missing);
    }

    /// <summary>The number below or at which a share of the numbers lies; one of the numbers, NaN when there are none. As <see cref="NumberProfile.Quantile"/>.</summary>
    /// <param name="share">From 0 (the smallest) to 1 (the largest).</param>
    public double Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        return Count == 0 ? double.NaN : _values[Math.Max(0, (int)Math.Ceiling(share * Count) - 1)];
    }

    /// <summary>How many numbers are at most <paramref name="value"/>.</summary>
    public int CountUpTo(double value)
    {
        var (low, high) = (0, _values.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_values[middle] <= value)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Every value that occurs, ascending, when there are at most so many; else null.</summary>
    public double[]? DistinctValues(int max)
    {
        var distinct = new List<double>();
        for (var at = 0; at < Count; at = CountUpTo(_values[at]))
        {
            if (distinct.Count == max)
                return null;
            distinct.Add(_values[at]);
        }
        return [.. distinct];
    }

    private static (double Mean, double Deviation) Spread(double[] values)
    {
        if (values.Length == 0)
            return (double.NaN, double.NaN);
        // Each is divided before it is added, so that large numbers do not overflow.
        var mean = 0.0;
        foreach (var value in values)
            mean += value / values.Length;
        var squares = 0.0;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        return (mean, values.Length < 2 ? double.NaN : Math.Sqrt(squares / (values.Length - 1)));
    }
}
