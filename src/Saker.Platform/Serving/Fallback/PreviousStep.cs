using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Guarding;

namespace Saker.Platform.Serving.Fallback;

/// <summary>Answers by the version that the endpoint served before: inputs and outputs go by name.</summary>
/// <param name="version">Which one.</param>
/// <param name="inputs">The inputs of a call, in order.</param>
/// <param name="outputs">The outputs that an answer has, in order.</param>
/// <param name="hold">Holds the version, loading it first if it is not in memory.</param>
internal sealed class PreviousStep(
    PreviousVersion version, IReadOnlyList<TensorSpec> inputs, IReadOnlyList<TensorSpec> outputs, Func<CancellationToken, ValueTask<LoadedModel>> hold) : IFallbackStep
{
    public string Name => "previous";

    public PreviousVersion? Version => version;

    public async ValueTask<TensorBuffer[]?> AnswerAsync(IFallbackCall call, CancellationToken cancellationToken)
    {
        var held = await hold(cancellationToken);
        try
        {
            var tensors = new TensorSet(held.Inputs, held.Outputs);
            for (var i = 0; i < held.Inputs.Count; i++)
                Copy(Find(inputs, held.Inputs[i].Name) is { } at and >= 0 ? call.Tensors.Inputs[at] : null, tensors.Inputs[i], held.Inputs[i], "takes the input");
            await RunAsync(held, tensors, cancellationToken);
            var answer = new TensorBuffer[outputs.Count];
            for (var i = 0; i < answer.Length; i++)
            {
                answer[i] = new TensorBuffer(outputs[i].Type);
                Copy(Find(held.Outputs, outputs[i].Name) is { } at and >= 0 ? tensors.Outputs[at] : null, answer[i], outputs[i], "does not give the output");
            }
            return answer;
        }
        finally
        {
            held.Release();
        }
    }

    private static async ValueTask RunAsync(LoadedModel held, TensorSet tensors, CancellationToken cancellationToken)
    {
        try
        {
            await held.RunAsync(tensors, cancellationToken);
        }
        catch (SakerException e) when (e.Kind == ErrorKind.InvalidInput)
        {
            // The request is right for the version that was asked, so its caller has nothing to mend.
            throw new SakerException(ErrorKind.Unavailable, e.Message, inner: e);
        }
    }

    private static int Find(IReadOnlyList<TensorSpec> specs, string name)
    {
        for (var i = 0; i < specs.Count; i++)
            if (specs[i].Name == name)
                return i;
        return -1;
    }

    private void Copy(TensorBuffer? from, TensorBuffer into, TensorSpec wanted, string fault)
    {
        if (from is null || !TensorConversion.TryConvert(from, into))
            throw new SakerException(ErrorKind.Unavailable, $"Version {version.Version} of {version.Model} {fault} '{wanted.Name}' ({wanted.Type}), which does not go with the version that was asked.");
    }
}
