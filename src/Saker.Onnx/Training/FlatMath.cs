using System.Numerics;
using System.Runtime.InteropServices;

namespace Saker.Onnx.Training;

/// <summary>Passes over flat memory.</summary>
internal static class FlatMath
{
    /// <summary>The sum of squares; not finite as soon as one element is not.</summary>
    public static double SquaredNorm(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var sum = 0.0;
        // Sums of blocks in single precision, of which the sum is taken in double.
        const int block = 256;
        for (var i = 0; i < vectors.Length; i += block)
        {
            var partial = Vector<float>.Zero;
            foreach (var vector in vectors[i..Math.Min(i + block, vectors.Length)])
                partial += vector * vector;
            sum += Vector.Sum(partial);
        }
        foreach (var value in values[(vectors.Length * Vector<float>.Count)..])
            sum += value * value;
        return sum;
    }
}
