using System.Numerics;

namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>
/// A sum in whole steps of a grid that depends on the bounds only, never on the data: what floating-point sums depend on besides their terms, such
/// as their order, cannot tell of anybody then.
/// </summary>
internal sealed class GridSum
{
    // One value has this many bits: rounding changes the sum of a million values by less than a thousandth of one value's range.
    private const int Bits = 30;

    private readonly double _step;
    private readonly double _min;
    private readonly double _max;
    private BigInteger _sum;
    private long _part;
    private int _pending;

    public GridSum(double min, double max)
    {
        (_min, _max) = (min, max);
        var largest = Math.Max(Math.Abs(min), Math.Abs(max));
        _step = Math.ScaleB(1, Math.ILogB(largest) + 1 - Bits);
        Sensitivity = (long)Math.Ceiling(largest / _step);
    }

    /// <summary>The most that one row changes the sum, in steps.</summary>
    public long Sensitivity { get; }

    public double Step => _step;

    public BigInteger Steps
    {
        get
        {
            Flush();
            return _sum;
        }
    }

    public void Add(double value)
    {
        _part += (long)Math.Round(Math.Clamp(value, _min, _max) / _step);
        if (++_pending == 1 << 24)
            Flush();
    }

    private void Flush()
    {
        _sum += _part;
        (_part, _pending) = (0, 0);
    }
}
