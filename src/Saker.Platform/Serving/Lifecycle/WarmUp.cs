using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>Runs example rows through a version before it may take traffic: what fails, fails here and not at a client's request.</summary>
internal static class WarmUp
{
    /// <param name="model">The version, through the queue that requests take.</param>
    /// <param name="folder">Its model folder, which may have recorded rows.</param>
    /// <param name="runCount">How often; 0 for not at all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What is odd although nothing failed; null when all is well.</returns>
    /// <exception cref="SakerException">A run failed.</exception>
    public static Task<string?> RunAsync(LoadedModel model, string folder, int runCount, CancellationToken cancellationToken)
    {
        var isTuned = false;
        return RunAsync(model.Tensors, model.Signature, tensors => RecordedExample.TryFill(folder, model.Signature, model.Inputs, tensors), RunOnceAsync, runCount, cancellationToken);

        async ValueTask RunOnceAsync(TensorSet tensors, CancellationToken token)
        {
            await model.Queue.RunAsync(tensors, token);
            if (isTuned)
                return;
            isTuned = true;
            model.LearnShapes(tensors);
            await model.TuneAsync(tensors, token);
        }
    }

    /// <inheritdoc cref="RunAsync(LoadedModel, string, int, CancellationToken)"/>
    public static async Task<string?> RunAsync(
        ITensorModel model, Signature signature, Func<TensorSet, bool> tryFillRecorded, Func<TensorSet, CancellationToken, ValueTask> run, int runCount, CancellationToken cancellationToken)
    {
        if (runCount == 0)
            return null;
        var tensors = new TensorSet(model.Inputs, model.Outputs);
        var isRecorded = false;
        string? unread = null;
        try
        {
            try
            {
                isRecorded = tryFillRecorded(tensors);
            }
            catch (SakerException e) when (signature.TakesTensors)
            {
                // It says nothing against the graph, which zeros can try.
                unread = $"What was recorded to warm it up with cannot be used, and zeros were taken instead. {e.Message.ReplaceLineEndings(" ")}";
            }
            if (!isRecorded && signature.TakesTensors)
                FillZeros(model.Inputs, tensors);
            else if (!isRecorded)
                TensorColumns.Fill(ExampleRows.Make(signature), model.Inputs, tensors.Inputs);
            for (var i = 0; i < runCount; i++)
                await run(tensors, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Where the graph leaves more than rows open, an example of ours may be one that it never gets.
            return !isRecorded && signature.TakesTensors && model.Inputs.Any(input => input.Shape.Skip(1).Any(extent => extent < 0))
                ? $"It failed on zeros with every open extent 1, which may be no input for it: {e.Message}"
                : throw new SakerException(ErrorKind.Internal, $"It failed on its example rows: {e.Message}", inner: e);
        }
        return unread ?? FindOdd(model, tensors);
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

    private static string? FindOdd(ITensorModel model, TensorSet tensors)
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
