using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>Shapes of which a file says nothing, which read as those of scalars: as many extents as a run had, each of any size.</summary>
internal static class SeenShapes
{
    /// <param name="tensors">As the graph describes them.</param>
    /// <param name="seen">What a run took or gave, in the same order.</param>
    public static IReadOnlyList<TensorSpec> Of(IReadOnlyList<TensorSpec> tensors, ReadOnlySpan<TensorBuffer> seen)
    {
        var told = new TensorSpec[tensors.Count];
        for (var i = 0; i < told.Length; i++)
            told[i] = tensors[i].Shape.Count == 0 && seen[i].Shape.Length > 0 ? tensors[i] with { Shape = [.. Enumerable.Repeat(-1L, seen[i].Shape.Length)] } : tensors[i];
        return told;
    }

    /// <param name="signature">As the graph describes it.</param>
    /// <param name="seen">What a run took and gave, in the same order.</param>
    public static Signature Of(Signature signature, TensorSet seen) =>
        signature with { Inputs = Of(signature.Inputs, seen.Inputs), Outputs = Of(signature.Outputs, seen.Outputs) };

    private static IReadOnlyList<SignatureColumn> Of(IReadOnlyList<SignatureColumn> columns, ReadOnlySpan<TensorBuffer> seen)
    {
        var told = new SignatureColumn[columns.Count];
        for (var i = 0; i < told.Length; i++)
            told[i] = columns[i].Shape is { Count: 0 } && seen[i].Shape.Length > 0 ? columns[i] with { Shape = [.. Enumerable.Repeat(-1L, seen[i].Shape.Length)] } : columns[i];
        return told;
    }
}
