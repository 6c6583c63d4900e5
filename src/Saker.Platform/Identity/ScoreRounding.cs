using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Identity;

/// <summary>Rounds scores to a number of decimals, half to even; NaN and infinity stay what they are.</summary>
internal static class ScoreRounding
{
    public static double Round(double score, int decimals) => double.IsFinite(score) ? Math.Round(score, decimals) : score;

    /// <summary>Rounds a tensor of floating numbers in place; leaves others alone.</summary>
    public static void Round(TensorBuffer tensor, int decimals)
    {
        switch (tensor.Type)
        {
            case ElementType.Float32:
                foreach (ref var score in tensor.Elements<float>())
                    score = (float)Round(score, decimals);
                break;
            case ElementType.Float64:
                foreach (ref var score in tensor.Elements<double>())
                    score = Round(score, decimals);
                break;
            case ElementType.Float16:
                foreach (ref var score in tensor.Elements<Half>())
                    score = (Half)Round((double)score, decimals);
                break;
            case ElementType.BFloat16:
                foreach (ref var bits in tensor.Elements<ushort>())
                    bits = ToBFloat16(Round(FromBFloat16(bits), decimals));
                break;
        }
    }

    private static double FromBFloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    private static ushort ToBFloat16(double score)
    {
        var bits = BitConverter.SingleToUInt32Bits((float)score);
        // To the nearest, half to even; NaN keeps its upper half.
        return double.IsNaN(score) ? (ushort)(bits >> 16) : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
