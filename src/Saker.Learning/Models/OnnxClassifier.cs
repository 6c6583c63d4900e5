using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Models;

/// <summary>A classifier that is one ONNX graph from raw columns to label and probability. Thread-safe.</summary>
public sealed class OnnxClassifier : IModel, IDisposable
{
    private readonly OnnxSession _session;
    private readonly IReadOnlyList<ColumnSchema> _columns;

    /// <param name="model">The bytes of <c>model.onnx</c>.</param>
    /// <param name="signature">What it takes and gives.</param>
    /// <exception cref="SakerException">The graph cannot be loaded, or its inputs and outputs are not those of the signature.</exception>
    public OnnxClassifier(byte[] model, Signature signature)
    {
        Signature = signature;
        _columns = [.. signature.Inputs.Select(input => new ColumnSchema(input.Name, input.Type))];
        try
        {
            _session = new OnnxSession(model);
        }
        catch (OnnxException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, exception.Message, inner: exception);
        }
        var taken = _session.Inputs.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        var given = _session.Outputs.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
        if (!taken.SetEquals(signature.Inputs.Select(input => input.Name)) || !given.SetEquals(signature.Outputs.Select(output => output.Name)))
        {
            _session.Dispose();
            throw new SakerException(ErrorKind.InvalidInput, "The graph's inputs and outputs are not those of the signature beside it.");
        }
    }

    public Signature Signature { get; }

    public ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Predict(rows, cancellationToken));
    }

    public void Dispose() => _session.Dispose();

    private Table Predict(Table rows, CancellationToken cancellationToken)
    {
        if (rows.RowCount == 0)
            return new Table([Column.Of<string>(ModelGraph.Label, Array.Empty<string>()), Column.Of<float>(ModelGraph.Probability, Array.Empty<float>())]);
        try
        {
            var outputs = _session.Run(ModelInputs.Feed(rows, _columns), cancellationToken);
            var label = Find(outputs, ModelGraph.Label).Span<string>().ToArray();
            var probability = Find(outputs, ModelGraph.Probability).Span<float>().ToArray();
            return new Table([Column.Of<string>(ModelGraph.Label, label), Column.Of<float>(ModelGraph.Probability, probability)]);
        }
        catch (OnnxException exception)
        {
            throw new SakerException(ErrorKind.Internal, exception.Message, inner: exception);
        }
    }

    private Tensor Find(IReadOnlyList<Tensor> outputs, string name)
    {
        for (var i = 0; i < outputs.Count; i++)
        {
            if (_session.Outputs[i].Name == name)
                return outputs[i];
        }
        throw new OnnxException($"The graph gives no '{name}'.");
    }
}
