using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;

namespace Saker.Testing.Toys;

/// <summary>Answers as another model does, except when it is told to fail.</summary>
public sealed class FlawedModel(IModel inner, Func<bool> fails) : IModel, IDisposable
{
    public Signature Signature => inner.Signature;

    public ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken) => fails() ? throw new OnnxException("The toy is told to fail.") : inner.PredictAsync(rows, cancellationToken);

    public void Dispose() => (inner as IDisposable)?.Dispose();
}
