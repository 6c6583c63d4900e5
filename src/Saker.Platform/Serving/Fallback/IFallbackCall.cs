using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Fallback;

/// <summary>A request as the steps of a fallback chain see it.</summary>
internal interface IFallbackCall
{
    /// <summary>Its inputs are read; only the primary writes its outputs, as a primary that timed out may still be writing them.</summary>
    TensorSet Tensors { get; }

    /// <summary>Runs the version that was asked, into the request's own outputs.</summary>
    ValueTask RunPrimaryAsync(CancellationToken cancellationToken);
}
