using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Tests.Serving.Splits;

/// <summary>A model whose runners cannot be made from some time on, as where memory has run out.</summary>
internal sealed class FaultyRunners : IModel, ITensorModel
{
    private readonly TableModel _model = new(new ArmModel(2, "x"));

    public bool IsBroken { get; set; }

    public Signature Signature { get; } = new ArmModel(2, "x").Signature;

    public IReadOnlyList<TensorSpec> Inputs => _model.Inputs;

    public IReadOnlyList<TensorSpec> Outputs => _model.Outputs;

    public bool TakesRows => true;

    public string Platform => _model.Platform;

    public IBatchRunner NewRunner(int rowCapacity) => IsBroken ? throw new OutOfMemoryException("no memory") : _model.NewRunner(rowCapacity);

    public ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken) => throw new NotSupportedException();
}
