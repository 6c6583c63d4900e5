using System.Text;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Lifecycle;

namespace Saker.Platform.Serving.Queueing;

/// <summary>Makes up rows for a model, the same ones for the same seed: within what training saw where the signature says it, else small numbers and short texts.</summary>
internal sealed class TrialValues(ITensorModel model, Signature signature, int seed)
{
    private static readonly byte[][] s_texts = [[], "a"u8.ToArray(), "b"u8.ToArray(), "1"u8.ToArray(), "2.5"u8.ToArray(), "two words"u8.ToArray()];

    private readonly Random _random = new(seed);
    private readonly SignatureColumn?[] _columns = [.. model.Inputs.Select(input => signature.FindInput(input.Name))];

    /// <summary>How far numbers lie apart where nothing is known of them.</summary>
    public double Spread { get; set; } = 1;

    /// <summary>Only numbers that any model should take, 0 and 1, and the first texts.</summary>
    public bool IsPlain { get; set; }

    /// <summary>Gives a request of one row other values.</summary>
    public void Fill(TensorSet row)
    {
        for (var i = 0; i < model.Inputs.Count; i++)
        {
            var into = row.Inputs[i];
            into.Reset([.. model.Inputs[i].Shape.Select(extent => extent < 0 ? 1 : extent)]);
            for (var at = 0; at < into.Count; at++)
                Set(into, at, _columns[i]);
        }
    }

    private void Set(TensorBuffer into, int at, SignatureColumn? column)
    {
        if (into.Type == ElementType.Text)
        {
            into.SetText(at, column?.Categories is { Count: > 0 } known ? Encoding.UTF8.GetBytes(known[_random.Next(known.Count)]) : s_texts[_random.Next(IsPlain ? 2 : s_texts.Length)]);
            return;
        }
        var number = column is { Min: { } min, Max: { } max } ? min + (_random.NextDouble() * (max - min))
            : IsPlain || into.Type == ElementType.Boolean ? _random.Next(2)
            : TensorCells.IsReal(into.Type) ? Spread * ((2 * _random.NextDouble()) - 1)
            : _random.Next(10);
        TensorCells.Write(into.Bytes.Slice(at * into.ElementSize, into.ElementSize), into.Type, number);
    }
}
