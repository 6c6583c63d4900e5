using System.Numerics;
using System.Runtime.InteropServices;

namespace Saker.Onnx.Training;

/// <summary>
/// Adam (Kingma and Ba 2015), or AdamW (Loshchilov and Hutter 2019) where <paramref name="decoupled"/>: parameters are then drawn to zero by themselves and not
/// through their gradients.
/// </summary>
/// <param name="firstDecay">How much of the gradients' mean is kept.</param>
/// <param name="secondDecay">How much of their squares' mean is kept.</param>
/// <param name="epsilon">What keeps quotients finite.</param>
/// <param name="decoupled">Whether weight decay is decoupled.</param>
public sealed class Adam(float firstDecay = 0.9f, float secondDecay = 0.999f, float epsilon = 1e-8f, bool decoupled = false) : Optimizer(stateCount: 2)
{
    /// <summary>AdamW with the weight decay usual for it.</summary>
    public static Adam W(float weightDecay = 0.01f) => new(decoupled: true) { WeightDecay = weightDecay };

    public override string Settings => FormattableString.Invariant($"decay {firstDecay} {secondDecay}, epsilon {epsilon}, {(decoupled ? "decoupled" : "joined")} weight decay {WeightDecay}");

    internal override void Update(int start, Span<float> values, ReadOnlySpan<float> gradients, float rate, float decay, float scale)
    {
        var first = StateAt(0, start, values.Length);
        var second = StateAt(1, start, values.Length);
        var step = (float)(rate / (1 - Math.Pow(firstDecay, StepCount)));
        var root = (float)(1 / Math.Sqrt(1 - Math.Pow(secondDecay, StepCount)));
        var kept = decoupled ? 1 - rate * decay : 1;
        var drawn = decoupled ? 0 : decay;

        var p = MemoryMarshal.Cast<float, Vector<float>>(values);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        var m = MemoryMarshal.Cast<float, Vector<float>>(first);
        var v = MemoryMarshal.Cast<float, Vector<float>>(second);
        for (var i = 0; i < p.Length; i++)
        {
            var gradient = g[i] * scale + p[i] * drawn;
            m[i] = m[i] * firstDecay + gradient * (1 - firstDecay);
            v[i] = v[i] * secondDecay + gradient * gradient * (1 - secondDecay);
            p[i] = p[i] * kept - m[i] * step / (Vector.SquareRoot(v[i]) * root + new Vector<float>(epsilon));
        }
        for (var i = p.Length * Vector<float>.Count; i < values.Length; i++)
        {
            var gradient = gradients[i] * scale + values[i] * drawn;
            first[i] = first[i] * firstDecay + gradient * (1 - firstDecay);
            second[i] = second[i] * secondDecay + gradient * gradient * (1 - secondDecay);
            values[i] = values[i] * kept - first[i] * step / (MathF.Sqrt(second[i]) * root + epsilon);
        }
    }
}
