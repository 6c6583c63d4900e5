using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Saker.Learning.Trainers.Logistic;

/// <summary>Kernels on float64 vectors. Always four lanes and no fused multiply-add, so that every machine sums in the same order to the same bits.</summary>
internal static class Vectors
{
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sums = Vector256<double>.Zero;
        var first = MemoryMarshal.Cast<double, Vector256<double>>(left);
        var second = MemoryMarshal.Cast<double, Vector256<double>>(right);
        for (var i = 0; i < first.Length && i < second.Length; i++)
            sums += first[i] * second[i];
        var sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        for (var i = first.Length * Vector256<double>.Count; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    /// <summary>destination += factor * source.</summary>
    public static void AddScaled(ReadOnlySpan<double> source, double factor, Span<double> destination)
    {
        var factors = Vector256.Create(factor);
        var from = MemoryMarshal.Cast<double, Vector256<double>>(source);
        var to = MemoryMarshal.Cast<double, Vector256<double>>(destination);
        for (var i = 0; i < from.Length && i < to.Length; i++)
            to[i] += factors * from[i];
        for (var i = from.Length * Vector256<double>.Count; i < source.Length; i++)
            destination[i] += factor * source[i];
    }

    /// <summary>The largest absolute value; 0 of none.</summary>
    public static double MaxAbsolute(ReadOnlySpan<double> values)
    {
        var max = 0.0;
        foreach (var value in values)
            max = Math.Max(max, Math.Abs(value));
        return max;
    }
}
