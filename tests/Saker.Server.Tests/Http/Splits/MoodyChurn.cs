using Saker.Data;
using Saker.Learning.Models;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http.Splits;

/// <summary>The toy that fails when it is told to.</summary>
internal sealed class MoodyChurn : IModel, IDisposable
{
    private readonly ToyModel _toy = ToyModel.Churn();

    public Signature Signature => _toy.Signature;

    /// <summary>Whether runs fail.</summary>
    public bool Fails { get; set; }

    public ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken) =>
        Fails ? throw new InvalidOperationException("secret") : _toy.PredictAsync(rows, cancellationToken);

    public void Dispose() => _toy.Dispose();
}
