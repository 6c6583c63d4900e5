using System.Numerics;
using System.Runtime.InteropServices;

namespace Saker.Learning.Trainers.Neural;

/// <summary>A layer of a fitted network.</summary>
/// <param name="Weights">[inputs, outputs], row-major.</param>
/// <param name="Bias">One an output; empty for none.</param>
/// <param name="Outputs">How many.</param>
/// <param name="IsRectified">Whether what is below 0 becomes 0.</param>
internal sealed record DenseLayer(float[] Weights, float[] Bias, int Outputs, bool IsRectified)
{
    public int Inputs => Weights.Length / Outputs;

    /// <summary>Works the layer out for one row. Sums go along the inputs one by one, so that a row's result does not depend on others.</summary>
    public void Apply(ReadOnlySpan<float> row, Span<float> given)
    {
        given = given[..Outputs];
        given.Clear();
        for (var i = 0; i < row.Length; i++)
            if (row[i] != 0)
                Add(row[i], Weights.AsSpan(i * Outputs, Outputs), given);
        for (var i = 0; i < Bias.Length; i++)
            given[i] += Bias[i];
        for (var i = 0; IsRectified && i < given.Length; i++)
            given[i] = Math.Max(given[i], 0);
    }

    private static void Add(float factor, ReadOnlySpan<float> weights, Span<float> sums)
    {
        var w = MemoryMarshal.Cast<float, Vector<float>>(weights);
        var s = MemoryMarshal.Cast<float, Vector<float>>(sums);
        for (var i = 0; i < s.Length; i++)
            s[i] += w[i] * factor;
        for (var i = s.Length * Vector<float>.Count; i < sums.Length; i++)
            sums[i] += weights[i] * factor;
    }
}
