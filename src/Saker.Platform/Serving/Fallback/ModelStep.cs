using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Fallback;

/// <summary>Answers by a version of a model.</summary>
internal sealed class ModelStep(string name, PreviousVersion version, Func<TensorSet, CancellationToken, ValueTask<TensorBuffer[]?>> answer) : IFallbackStep
{
    public string Name => name;

    public PreviousVersion? Version => version;

    public ValueTask<TensorBuffer[]?> AnswerAsync(TensorSet call, CancellationToken cancellationToken) => answer(call, cancellationToken);
}
