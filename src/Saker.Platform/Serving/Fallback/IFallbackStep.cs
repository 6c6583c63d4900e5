using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Fallback;

/// <summary>Something that can answer a call. Thread-safe.</summary>
internal interface IFallbackStep
{
    string Name { get; }

    /// <summary>The model and version that answer; null where none does.</summary>
    PreviousVersion? Version { get; }

    /// <summary>Answers a call, or fails.</summary>
    /// <param name="call">The request.</param>
    /// <param name="cancellationToken">Ends the step when it has had its time, or the caller gives up.</param>
    /// <returns>Outputs in the order of the model's; null where they are the call's own.</returns>
    ValueTask<TensorBuffer[]?> AnswerAsync(IFallbackCall call, CancellationToken cancellationToken);
}
