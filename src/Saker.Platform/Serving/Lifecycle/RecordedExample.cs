using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>What a model folder has recorded to try its model with, as the tensors of a request.</summary>
internal static class RecordedExample
{
    /// <summary>Fills the inputs; false where nothing is recorded.</summary>
    /// <exception cref="SakerException">What is recorded is not what it should be.</exception>
    public static bool TryFill(string folder, Signature signature, IReadOnlyList<TensorSpec> inputs, TensorSet into)
    {
        var path = Path.Combine(folder, ExampleRows.FileName);
        return File.Exists(path) && TryFill(File.ReadAllBytes(path), signature, inputs, into);
    }

    /// <inheritdoc cref="TryFill(string, Signature, IReadOnlyList{TensorSpec}, TensorSet)"/>
    public static bool TryFill(byte[] json, Signature signature, IReadOnlyList<TensorSpec> inputs, TensorSet into)
    {
        if (signature.TakesTensors)
        {
            ExampleTensors.Fill(json, inputs, into);
            return true;
        }
        if (ExampleRows.Parse(json, signature) is not { } rows)
            return false;
        TensorColumns.Fill(rows, inputs, into.Inputs);
        return true;
    }
}
