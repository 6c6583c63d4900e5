using System.Numerics;
using System.Runtime.InteropServices;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Identity;

/// <summary>
/// A 64-bit hash of each row of a request. It is seeded by a secret of the installation: who does not know it cannot make rows
/// that fall together and so go uncounted.
/// </summary>
internal static class RowDigest
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    /// <summary>The first extent of the first input that has one; 1 when none has.</summary>
    public static int RowsOf(ReadOnlySpan<TensorBuffer> inputs)
    {
        foreach (var input in inputs)
            if (input.Shape is [var rows, ..])
                return (int)Math.Min(rows, int.MaxValue);
        return 1;
    }

    /// <summary>Hashes every row over all inputs, in their order.</summary>
    public static void Compute(ulong seed, ReadOnlySpan<TensorBuffer> inputs, Span<ulong> hashes)
    {
        hashes.Fill(seed);
        foreach (var input in inputs)
            Add(input, hashes);
        for (var row = 0; row < hashes.Length; row++)
            hashes[row] = Mix(hashes[row]);
    }

    public static ulong Of(ulong seed, ReadOnlySpan<byte> row) => Mix(Add(seed, row));

    private static void Add(TensorBuffer input, Span<ulong> hashes)
    {
        // What is not one part a row belongs to every row.
        var parts = input.Shape is [var rows, ..] && rows == hashes.Length ? hashes.Length : 1;
        var width = parts == 0 ? 0 : input.Count / parts;
        for (var row = 0; row < hashes.Length; row++)
        {
            var start = parts == 1 ? 0 : row * width;
            ref var hash = ref hashes[row];
            if (input.Type != ElementType.Text)
            {
                hash = Add(hash, input.Bytes.Slice(start * input.ElementSize, width * input.ElementSize));
                continue;
            }
            for (var i = start; i < start + width; i++)
                hash = Add(hash, input.Text(i));
        }
    }

    // The length goes in as well, so that parts cannot move from one value to the next.
    private static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        hash = Step(hash, (ulong)bytes.Length);
        for (; bytes.Length >= 8; bytes = bytes[8..])
            hash = Step(hash, MemoryMarshal.Read<ulong>(bytes));
        var rest = 0UL;
        for (var i = 0; i < bytes.Length; i++)
            rest |= (ulong)bytes[i] << (8 * i);
        return Step(hash, rest);
    }

    private static ulong Step(ulong hash, ulong word) => BitOperations.RotateLeft((hash ^ Mix(word + Prime)) * Prime, 29);

    // The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): every input bit reaches every output bit.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
