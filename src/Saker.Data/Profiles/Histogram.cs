namespace Saker.Data.Profiles;

/// <summary>
/// Counts in bins of equal width, at most <see cref="MaxBins"/>. A bin is [i w, (i + 1) w) with a width w that is a power of two times the
/// unit, the smallest with which the numbers fit. Two neighbours of one width are a bin of the next, so widening loses no
/// count: the histogram is that of the numbers alone, whatever their order and however their parts were joined, exactly.
/// </summary>
public sealed class Histogram
{
    /// <summary>Half of them at least lie between the smallest and the largest number, unless the unit is as coarse as that.</summary>
    public const int MaxBins = 64;

    /// <summary>Bins are at least 2^-1000 wide.</summary>
    private const int SmallestExponent = -1_000;

    private const int LargestExponent = 1_023;

    /// <summary>A number has 53 bits; narrower bins than its last one tell nothing.</summary>
    private const int NumberBits = 53;

    private readonly long[] _counts = new long[MaxBins];
    private int _exponent;
    private long _first;
    private int _used;
    private double _scale;

    /// <param name="unit">All edges are multiples of it.</param>
    /// <param name="minExponent">The smallest width is 2^this times the unit: 0 for whole numbers.</param>
    internal Histogram(double unit, int minExponent)
    {
        Unit = unit;
        MinExponent = minExponent;
        _exponent = minExponent;
        _scale = double.ScaleB(1, -_exponent);
    }

    /// <summary>How wide each bin is.</summary>
    public double Width => double.ScaleB(Unit, _exponent);

    /// <summary>Where the first bin begins.</summary>
    public double Start => Math.Max(_first * Width, -double.MaxValue);

    /// <summary>From the first to the last bin that has a number; empty when there are none.</summary>
    public ReadOnlySpan<long> Counts => _counts.AsSpan(0, _used);

    internal double Unit { get; }

    internal int MinExponent { get; }

    internal int Exponent => _exponent;

    internal long First => _first;

    internal static int MinExponentOf(ColumnType type) => type is ColumnType.Float32 or ColumnType.Float64 or ColumnType.Timestamp ? SmallestExponent : 0;

    /// <summary>Null when the parts cannot be those of a histogram.</summary>
    internal static Histogram? From(double unit, int minExponent, int exponent, long first, ReadOnlySpan<long> counts)
    {
        const long most = 1L << NumberBits;
        if (counts.Length > MaxBins || exponent < minExponent || exponent > LargestExponent || first is < -most or > most)
            return null;
        if (counts.Length > 0 && (counts[0] == 0 || counts[^1] == 0))
            return null;
        foreach (var count in counts)
            if (count < 0)
                return null;
        var histogram = new Histogram(unit, minExponent) { _exponent = exponent, _scale = double.ScaleB(1, -exponent), _first = first, _used = counts.Length };
        counts.CopyTo(histogram._counts);
        return histogram;
    }

    internal long Sum()
    {
        var sum = 0L;
        foreach (var count in Counts)
            sum += count;
        return sum;
    }

    /// <param name="value">A finite number, in units.</param>
    /// <param name="count">How often it occurs; at least 1.</param>
    internal void Add(double value, long count)
    {
        var needed = value == 0 ? _exponent : Math.ILogB(value) - NumberBits + 1;
        if (needed > _exponent)
            Widen(needed);
        var bin = Bin(value);
        while (!Fits(bin, bin))
        {
            Widen(_exponent + 1);
            bin = Bin(value);
        }
        Include(bin, bin);
        _counts[bin - _first] += count;
    }

    internal void Merge(Histogram other)
    {
        if (other._used == 0)
            return;
        var added = other.Clone();
        if (added._exponent > _exponent)
            Widen(added._exponent);
        while (added._exponent < _exponent)
            added.Widen(added._exponent + 1);
        while (!Fits(added._first, added._first + added._used - 1))
        {
            Widen(_exponent + 1);
            added.Widen(_exponent);
        }
        Include(added._first, added._first + added._used - 1);
        for (var i = 0; i < added._used; i++)
            _counts[added._first - _first + i] += added._counts[i];
    }

    internal Histogram Clone()
    {
        var clone = new Histogram(Unit, MinExponent) { _first = _first, _used = _used, _exponent = _exponent, _scale = _scale };
        Counts.CopyTo(clone._counts);
        return clone;
    }

    /// <summary>A number just below zero may underflow to it, and still lies in the bin below.</summary>
    private long Bin(double value) => value * _scale is var scaled && scaled == 0 && value < 0 ? -1 : (long)Math.Floor(scaled);

    private bool Fits(long low, long high) => _used == 0
        ? high - low < MaxBins
        : Math.Max(high, _first + _used - 1) - Math.Min(low, _first) < MaxBins;

    /// <summary>Makes room for bins; they must fit.</summary>
    private void Include(long low, long high)
    {
        if (_used == 0)
        {
            (_first, _used) = (low, (int)(high - low) + 1);
            return;
        }
        if (low < _first)
        {
            var shift = (int)(_first - low);
            _counts.AsSpan(0, _used).CopyTo(_counts.AsSpan(shift));
            _counts.AsSpan(0, Math.Min(shift, _used + shift)).Clear();
            (_first, _used) = (low, _used + shift);
        }
        _used = Math.Max(_used, (int)(high - _first) + 1);
    }

    /// <summary>Joins neighbours until bins are 2^<paramref name="exponent"/> units wide.</summary>
    private void Widen(int exponent)
    {
        var steps = exponent - _exponent;
        _exponent = exponent;
        _scale = double.ScaleB(1, -exponent);
        if (_used == 0 || steps == 0)
            return;
        Span<long> before = stackalloc long[MaxBins];
        _counts.AsSpan(0, _used).CopyTo(before);
        Array.Clear(_counts);
        var (first, used) = (_first, _used);
        // The shift keeps the sign, so that bins below zero join towards minus infinity as floor does.
        _first = first >> Math.Min(steps, 63);
        for (var i = 0; i < used; i++)
            _counts[((first + i) >> Math.Min(steps, 63)) - _first] += before[i];
        _used = (int)(((first + used - 1) >> Math.Min(steps, 63)) - _first) + 1;
    }
}
