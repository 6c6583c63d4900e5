using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Saker.Data.Sources;

/// <summary>Reads decimal digits, eight at a time.</summary>
internal static class PlainDigits
{
    /// <summary>More do not surely fit into 64 bits.</summary>
    public const int Max = 19;

    private const int Step = 8;
    private const ulong Zeros = 0x3030303030303030;
    private const ulong HighHalves = 0xF0F0F0F0F0F0F0F0;
    private const ulong StepPower = 100_000_000;

    private static readonly ulong[] s_powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, StepPower];

    /// <summary>The number that 1 to <see cref="Max"/> digits make; false when other bytes are among them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> digits, out ulong value)
    {
        value = 0;
        for (; digits.Length > Step; digits = digits[Step..])
        {
            if (!TryReadEight(BinaryPrimitives.ReadUInt64LittleEndian(digits), out var eight))
                return false;
            value = (value * StepPower) + eight;
        }
        var isRead = TryReadEight(Padded(digits), out var last);
        value = (value * s_powers[digits.Length]) + last;
        return isRead;
    }

    /// <summary>Up to eight bytes, behind zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Padded(ReadOnlySpan<byte> digits)
    {
        if (digits.Length >= 4)
        {
            // Two reads of four bytes overlap where there are fewer than eight.
            var low = (ulong)BinaryPrimitives.ReadUInt32LittleEndian(digits);
            var high = (ulong)BinaryPrimitives.ReadUInt32LittleEndian(digits[^4..]);
            var missing = (Step - digits.Length) * 8;
            return missing == 0 ? low | (high << 32) : (high << 32) | ((low << missing) & uint.MaxValue) | (Zeros >> (64 - missing));
        }
        var read = Zeros;
        foreach (var digit in digits)
            read = (read >> 8) | ((ulong)digit << 56);
        return read;
    }

    /// <summary>Three multiplications for eight digits (Lemire, Quickly parsing eight digits, 2018).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadEight(ulong bytes, out ulong value)
    {
        var digits = bytes - Zeros;
        value = digits;
        if (((bytes & HighHalves) ^ Zeros | ((bytes + 0x0606060606060606) & HighHalves) ^ Zeros) != 0)
            return false;
        digits = (digits * 10) + (digits >> 8);
        value = (((digits & 0x000000FF000000FF) * 0x000F424000000064) + (((digits >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
        return true;
    }
}
