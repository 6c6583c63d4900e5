using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Sessions;

namespace Saker.Testing.Toys;

/// <summary>Serves a hand-written graph: numbers enter as float64, texts as they are, each of shape [N, 1].</summary>
public sealed class ToyModel(OnnxModel graph, Signature signature) : IModel, IDisposable
{
    private readonly OnnxSession _session = new(graph.ToBytes());

    public Signature Signature => signature;

    public static ToyModel Churn() => new(ToyChurn.Graph(), ToyChurn.Signature);

    public ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var inputs = signature.Inputs.ToDictionary(input => input.Name, input => ToTensor(rows.Get(input.Name)));
        var outputs = _session.Run(inputs);
        return ValueTask.FromResult(new Table(
        [
            Column.Of<string>("label", outputs[0].Span<string>().ToArray()),
            Column.Of<float>("probability", outputs[1].Span<float>().ToArray()),
        ]));
    }

    public void Dispose() => _session.Dispose();

    private static Tensor ToTensor(Column column) => column is Column<string> texts
        ? Tensor.Of(texts.Values.ToArray(), column.Length, 1)
        : Tensor.Of(column.ToFloat64(), column.Length, 1);
}
