using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>Runs example rows through a version before it may take traffic: what fails, fails here and not at a client's request.</summary>
internal static class WarmUp
{
    /// <returns>What is odd although nothing failed; null when all is well.</returns>
    public static async Task<string?> RunAsync(LoadedModel model, string folder, int runCount, CancellationToken cancellationToken)
    {
        if (runCount == 0)
            return null;
        var tensors = new TensorSet(model.Inputs, model.Outputs);
        try
        {
            Fill(model, folder, tensors);
            for (var i = 0; i < runCount; i++)
                await model.Queue.RunAsync(tensors, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new SakerException(ErrorKind.Internal, $"It failed on its example rows: {e.Message}", inner: e);
        }
        return FindOdd(model, tensors);
    }

    private static void Fill(LoadedModel model, string folder, TensorSet tensors)
    {
        if (model.Signature.TakesTensors)
            FillZeros(model.Inputs, tensors);
        else
            TensorColumns.Fill(ExampleRows.Read(folder, model.Signature) ?? ExampleRows.Make(model.Signature), model.Inputs, tensors.Inputs);
    }

    /// <summary>Zeros and empty texts of the declared shapes; an extent that requests choose is 1.</summary>
    private static void FillZeros(IReadOnlyList<TensorSpec> inputs, TensorSet tensors)
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            var into = tensors.Inputs[i];
            into.Reset([.. inputs[i].Shape.Select(extent => extent < 0 ? 1 : extent)]);
            into.Bytes.Clear();
        }
    }

    private static string? FindOdd(LoadedModel model, TensorSet tensors)
    {
        for (var i = 0; i < model.Outputs.Count; i++)
            if (IsNaN(tensors.Outputs[i]))
                return $"In the warm-up every value of its output '{model.Outputs[i].Name}' was NaN.";
        return null;
    }

    private static bool IsNaN(TensorBuffer tensor) => tensor.Count > 0 && tensor.Type switch
    {
        ElementType.Float32 => !tensor.Elements<float>().ContainsAnyExcept(float.NaN),
        ElementType.Float64 => !tensor.Elements<double>().ContainsAnyExcept(double.NaN),
        ElementType.Float16 => !tensor.Elements<Half>().ContainsAnyExcept(Half.NaN),
        _ => false,
    };
}
