using System.Numerics;
using System.Runtime.InteropServices;

namespace Saker.Onnx.Training;

/// <summary>RMSProp (Hinton 2012): gradients divided by the root of their squares' moving mean, with momentum where asked for.</summary>
/// <param name="smoothing">How much of the squares' mean is kept.</param>
/// <param name="epsilon">What keeps quotients finite.</param>
/// <param name="momentum">How much of the step before is kept.</param>
public sealed class RmsProp(float smoothing = 0.99f, float epsilon = 1e-8f, float momentum = 0) : Optimizer(stateCount: 2)
{
    public override string Settings => FormattableString.Invariant($"smoothing {smoothing}, epsilon {epsilon}, momentum {momentum}, weight decay {WeightDecay}");

    internal override void Update(int start, Span<float> values, ReadOnlySpan<float> gradients, float rate, float decay, float scale)
    {
        var squares = StateAt(0, start, values.Length);
        var moved = StateAt(1, start, values.Length);
        var p = MemoryMarshal.Cast<float, Vector<float>>(values);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        var s = MemoryMarshal.Cast<float, Vector<float>>(squares);
        var m = MemoryMarshal.Cast<float, Vector<float>>(moved);
        for (var i = 0; i < p.Length; i++)
        {
            var gradient = g[i] * scale + p[i] * decay;
            s[i] = s[i] * smoothing + gradient * gradient * (1 - smoothing);
            m[i] = m[i] * momentum + gradient / (Vector.SquareRoot(s[i]) + new Vector<float>(epsilon));
            p[i] -= m[i] * rate;
        }
        for (var i = p.Length * Vector<float>.Count; i < values.Length; i++)
        {
            var gradient = gradients[i] * scale + values[i] * decay;
            squares[i] = squares[i] * smoothing + gradient * gradient * (1 - smoothing);
            moved[i] = moved[i] * momentum + gradient / (MathF.Sqrt(squares[i]) + epsilon);
            values[i] -= moved[i] * rate;
        }
    }
}
