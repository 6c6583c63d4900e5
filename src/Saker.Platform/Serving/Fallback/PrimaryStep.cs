using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Fallback;

/// <summary>Answers by the version that was asked.</summary>
internal sealed class PrimaryStep(PreviousVersion version) : IFallbackStep
{
    public string Name => "primary";

    public PreviousVersion? Version => version;

    public async ValueTask<TensorBuffer[]?> AnswerAsync(IFallbackCall call, CancellationToken cancellationToken)
    {
        await call.RunPrimaryAsync(cancellationToken);
        return null;
    }
}
