using System.Numerics;
using System.Runtime.InteropServices;

namespace Saker.Onnx.Training;

/// <summary>Stochastic gradient descent, with momentum (Polyak 1964) or Nesterov's, where asked for.</summary>
public sealed class Sgd(float momentum = 0, bool nesterov = false) : Optimizer(momentum == 0 ? 0 : 1)
{
    public override string Settings => FormattableString.Invariant($"momentum {momentum}{(nesterov ? " of Nesterov" : "")}, weight decay {WeightDecay}");

    internal override void Update(int start, Span<float> values, ReadOnlySpan<float> gradients, float rate, float decay, float scale)
    {
        var moved = momentum == 0 ? [] : StateAt(0, start, values.Length);
        var p = MemoryMarshal.Cast<float, Vector<float>>(values);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        var m = MemoryMarshal.Cast<float, Vector<float>>(moved);
        for (var i = 0; i < p.Length; i++)
        {
            var step = g[i] * scale + p[i] * decay;
            if (momentum != 0)
            {
                m[i] = m[i] * momentum + step;
                step = nesterov ? step + m[i] * momentum : m[i];
            }
            p[i] -= step * rate;
        }
        for (var i = p.Length * Vector<float>.Count; i < values.Length; i++)
        {
            var step = gradients[i] * scale + values[i] * decay;
            if (momentum != 0)
            {
                moved[i] = moved[i] * momentum + step;
                step = nesterov ? step + moved[i] * momentum : moved[i];
            }
            values[i] -= step * rate;
        }
    }
}
