using System.Runtime.InteropServices;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Queueing;

/// <summary>Whether two answers of a model to the same row are the same.</summary>
internal static class TrialAnswers
{
    // Kernels for other numbers of rows add up in another order, on some devices in fewer digits.
    private const double FloatTolerance = 1.0 / 256;
    private const double HalfTolerance = 1.0 / 16;

    // An element that is smaller than the largest by more than this is judged as if it were not.
    private const double LeastScale = 1.0 / 1024;

    /// <summary>Whether both have the same shape and bits.</summary>
    public static bool AreEqual(TensorBuffer one, TensorBuffer other)
    {
        if (!one.Shape.SequenceEqual(other.Shape))
            return false;
        if (one.Type != ElementType.Text)
            return one.Bytes.SequenceEqual(other.Bytes);
        for (var i = 0; i < one.Count; i++)
            if (!one.Text(i).SequenceEqual(other.Text(i)))
                return false;
        return true;
    }

    /// <summary>Whether both are the same but for rounding: fractions nearly, all else exactly.</summary>
    /// <param name="one">An answer.</param>
    /// <param name="other">Another one to the same row, from a run of another number of rows.</param>
    /// <param name="company">The answers to other rows, by which it is told how large each element usually is.</param>
    public static bool AreClose(TensorBuffer one, TensorBuffer other, IReadOnlyList<TensorBuffer> company)
    {
        if (AreEqual(one, other))
            return true;
        if (ToleranceOf(one.Type) is not { } tolerance || !one.Shape.SequenceEqual(other.Shape))
            return false;
        var scales = ScalesOf([one, .. company], one.Count);
        var least = LeastScale * scales.Max();
        for (var i = 0; i < one.Count; i++)
        {
            var (first, second) = (NumberAt(one, i), NumberAt(other, i));
            if (!first.Equals(second) && !(Math.Abs(first - second) <= tolerance * Math.Max(scales[i], least)))
                return false;
        }
        return true;
    }

    // The largest finite value at each place of the answers.
    private static double[] ScalesOf(IReadOnlyList<TensorBuffer> answers, int count)
    {
        var scales = new double[count];
        foreach (var answer in answers)
        {
            for (var i = 0; i < Math.Min(count, answer.Count); i++)
                if (Math.Abs(NumberAt(answer, i)) is var size && double.IsFinite(size) && size > scales[i])
                    scales[i] = size;
        }
        return scales;
    }

    private static double? ToleranceOf(ElementType type) => type switch
    {
        ElementType.Float32 or ElementType.Float64 => FloatTolerance,
        ElementType.Float16 or ElementType.BFloat16 => HalfTolerance,
        _ => null,
    };

    private static double NumberAt(TensorBuffer answer, int at)
    {
        var element = answer.Bytes.Slice(at * answer.ElementSize, answer.ElementSize);
        return answer.Type switch
        {
            ElementType.Float64 => MemoryMarshal.Read<double>(element),
            ElementType.Float32 => MemoryMarshal.Read<float>(element),
            ElementType.Float16 => (double)MemoryMarshal.Read<Half>(element),
            _ => BitConverter.UInt32BitsToSingle((uint)MemoryMarshal.Read<ushort>(element) << 16),
        };
    }
}
