using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Saker.Data.Sources;

/// <summary>Finds delimiters and line feeds, 64 bytes at a time.</summary>
internal static class SeparatorScan
{
    /// <summary>As many bytes must be readable behind the text.</summary>
    public const int Slack = 64;

    /// <summary>Writes where cells begin and end; gives the number of separators. The first cell begins at 0.</summary>
    /// <param name="bytes">The text, and <see cref="Slack"/> bytes of anything.</param>
    /// <param name="length">Of the text.</param>
    /// <param name="delimiter">Between cells of a line.</param>
    /// <param name="starts">Grows as it must.</param>
    /// <param name="ends">As long as <paramref name="starts"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Find(ReadOnlySpan<byte> bytes, int length, byte delimiter, ref int[] starts, ref int[] ends)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, bytes.Length - Slack);
        ref var first = ref MemoryMarshal.GetReference(bytes);
        var found = 0;
        starts[0] = 0;
        for (var at = 0; at < length; at += Slack)
        {
            if (found + Slack + 1 >= ends.Length)
                Grow(ref starts, ref ends);
            var separators = Separators(ref Unsafe.Add(ref first, at), delimiter);
            if (length - at < Slack)
                separators &= (1UL << (length - at)) - 1;
            for (; separators != 0; separators &= separators - 1)
            {
                var position = at + BitOperations.TrailingZeroCount(separators);
                ends[found++] = position;
                starts[found] = position + 1;
            }
        }
        return found;
    }

    /// <summary>Makes room for more cells.</summary>
    public static void Grow(ref int[] starts, ref int[] ends)
    {
        var size = ends.Length * 2;
        Array.Resize(ref starts, size);
        Array.Resize(ref ends, size);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Separators(ref byte block, byte delimiter)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var all = Vector512.LoadUnsafe(ref block);
            return (Vector512.Equals(all, Vector512.Create(delimiter)) | Vector512.Equals(all, Vector512.Create((byte)'\n'))).ExtractMostSignificantBits();
        }
        return Half(ref block, delimiter) | ((ulong)Half(ref Unsafe.Add(ref block, Slack / 2), delimiter) << (Slack / 2));
    }

    private static uint Half(ref byte block, byte delimiter)
    {
        var half = Vector256.LoadUnsafe(ref block);
        return (Vector256.Equals(half, Vector256.Create(delimiter)) | Vector256.Equals(half, Vector256.Create((byte)'\n'))).ExtractMostSignificantBits();
    }
}
