using System.Globalization;
using System.Runtime.CompilerServices;

namespace Saker.Data.Sources;

/// <summary>Values of the numbers that <see cref="PlainCells"/> knows, in their usual form.</summary>
internal static class PlainNumbers
{
    private static readonly double[] s_powers = [.. Enumerable.Range(0, PlainDigits.Max + 1).Select(power => double.Parse(FormattableString.Invariant($"1e{power}"), CultureInfo.InvariantCulture))];
    private static readonly ulong[] s_wholePowers = [.. Enumerable.Range(0, PlainDigits.Max + 1).Select(power => ulong.Parse("1".PadRight(power + 1, '0'), CultureInfo.InvariantCulture))];

    /// <summary>The value of a whole number as <see cref="PlainCells.Types"/> knows it, of up to 18 digits; false for all other cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadWhole(ReadOnlySpan<byte> cell, out long value)
    {
        var isNegative = cell[0] == '-';
        var digits = isNegative ? cell[1..] : cell;
        value = 0;
        if (digits.Length is 0 or > PlainCells.MaxSafeDigits || (digits[0] == '0' && cell.Length > 1) || !PlainDigits.TryRead(digits, out var read))
            return false;
        value = isNegative ? -(long)read : (long)read;
        return true;
    }

    /// <summary>
    /// The value of a number without exponent; false for all other cells. Where it is not exact, its relative error is below 1e-15: a
    /// fraction of at most 2^53 and a power of ten of at most 22 give the exact number (Clinger, How to Read Floating Point Numbers Accurately, 1990).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> cell, out double value, out bool isExact)
    {
        var isNegative = cell[0] == '-';
        var rest = isNegative ? cell[1..] : cell;
        var point = 0;
        while (point < rest.Length && char.IsAsciiDigit((char)rest[point]))
            point++;
        var digits = rest.Length - 1;
        (value, isExact) = (0, false);
        if (point == 0 || point >= digits || digits > PlainDigits.Max || rest[point] != '.' || (rest[0] == '0' && point > 1))
            return TryReadAsWhole(cell, out value, out isExact);
        if (!PlainDigits.TryRead(rest[..point], out var whole) || !PlainDigits.TryRead(rest[(point + 1)..], out var fraction))
            return false;
        var power = digits - point;
        var all = (whole * s_wholePowers[power]) + fraction;
        isExact = all <= 1UL << 53;
        value = all / s_powers[power];
        value = isNegative ? -value : value;
        return true;
    }

    /// <summary>The value of any number that <see cref="PlainCells"/> knows.</summary>
    public static double Read(ReadOnlySpan<byte> cell) => double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool TryReadAsWhole(ReadOnlySpan<byte> cell, out double value, out bool isExact)
    {
        var isRead = TryReadWhole(cell, out var whole);
        (value, isExact) = (whole, true);
        return isRead;
    }
}
