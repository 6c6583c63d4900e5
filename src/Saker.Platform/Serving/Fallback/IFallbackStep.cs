using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Fallback;

/// <summary>Something that can answer a call. Thread-safe.</summary>
internal interface IFallbackStep
{
    string Name { get; }

    /// <summary>The model and version that answer; null where none does.</summary>
    PreviousVersion? Version { get; }

    /// <summary>Answers a call, or fails.</summary>
    /// <param name="call">Its inputs are read; only the primary writes its outputs, as a primary that timed out may still be writing them.</param>
    /// <param name="cancellationToken">Ends the step when it has had its time, or the caller gives up.</param>
    /// <returns>Outputs in the order of the model's; null where they are the call's own.</returns>
    ValueTask<TensorBuffer[]?> AnswerAsync(TensorSet call, CancellationToken cancellationToken);
}
