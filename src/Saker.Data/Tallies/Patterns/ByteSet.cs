namespace Saker.Data.Tallies.Patterns;

/// <summary>Some of the 256 bytes.</summary>
/// <param name="Low">Those below 128, a bit each.</param>
/// <param name="High">Those from 128.</param>
internal readonly record struct ByteSet(UInt128 Low, UInt128 High)
{
    /// <summary>All ASCII characters.</summary>
    public static ByteSet Ascii { get; } = new(UInt128.MaxValue, 0);

    public static ByteSet Of(int value) => Range(value, value);

    /// <summary>From one byte to another, both included.</summary>
    public static ByteSet Range(int first, int last)
    {
        var set = default(ByteSet);
        for (var value = first; value <= last; value++)
            set |= value < 128 ? new ByteSet(UInt128.One << value, 0) : new ByteSet(0, UInt128.One << (value - 128));
        return set;
    }

    public static ByteSet operator |(ByteSet one, ByteSet other) => new(one.Low | other.Low, one.High | other.High);

    /// <summary>The ASCII characters that are not in it.</summary>
    public ByteSet OtherAscii() => new(~Low, 0);

    public bool Contains(int value) => ((value < 128 ? Low >> value : High >> (value - 128)) & 1) != 0;
}
