using Saker.Onnx.Batches;
using Saker.Platform.Serving.Fallback;

namespace Saker.Platform.Tests.Serving.Fallback;

/// <summary>Tensors as the steps of a chain get them, with a primary that leaves the outputs alone.</summary>
internal sealed class PlainCall(TensorSet tensors) : IFallbackCall
{
    public TensorSet Tensors => tensors;

    public ValueTask RunPrimaryAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
