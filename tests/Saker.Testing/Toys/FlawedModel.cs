using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;

namespace Saker.Testing.Toys;

/// <summary>Answers as another model does, except when it is told to fail, or to answer otherwise.</summary>
public sealed class FlawedModel(IModel inner, Func<bool> fails, Func<bool>? turns = null) : IModel, IDisposable
{
    public Signature Signature => inner.Signature;

    public async ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken)
    {
        if (fails())
            throw new OnnxException("The toy is told to fail.");
        var answer = await inner.PredictAsync(rows, cancellationToken);
        return turns?.Invoke() == true ? Turn(answer) : answer;
    }

    public void Dispose() => (inner as IDisposable)?.Dispose();

    // Each label for the other one, as a model does that was trained with the wrong one in mind.
    private static Table Turn(Table answer)
    {
        var probability = ((Column<float>)answer.Get("probability")).Values.ToArray();
        return new Table([Column.Of<string>("label", probability.Select(share => share >= 0.5f ? "No" : "Yes").ToArray()), Column.Of<float>("probability", Array.ConvertAll(probability, share => 1 - share))]);
    }
}
