using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Models;

/// <summary>A binary classifier that is one ONNX graph, see <see cref="ModelGraph"/>. Dispose it only when no prediction is under way.</summary>
public sealed class OnnxClassifier : IModel, ITensorModel, IDisposable
{
    private readonly OnnxSession _session;
    private readonly Lazy<string?> _whyRowsMayMix;
    private readonly IReadOnlyList<ColumnSchema> _inputs;
    private readonly int _label;
    private readonly int _probability;

    /// <param name="model">The bytes of the graph.</param>
    /// <param name="signature">What it takes and gives; every input of the graph must be in it.</param>
    /// <param name="settings">How the graph is run.</param>
    /// <exception cref="OnnxException">The bytes are no graph that can be run.</exception>
    /// <exception cref="SakerException">Graph and signature do not fit each other.</exception>
    public OnnxClassifier(byte[] model, Signature signature, SessionSettings? settings = null)
    {
        Signature = signature;
        _inputs = [.. signature.Inputs.Select(input => new ColumnSchema(input.Name, input.Type, input.Nullable))];
        _session = new OnnxSession(model, settings);
        try
        {
            GraphFit.Require(_session, _inputs, "a classifier's graph", (ModelGraph.LabelName, ElementType.Text), (ModelGraph.ProbabilityName, ElementType.Float32));
        }
        catch
        {
            _session.Dispose();
            throw;
        }
        TakesRows = OnnxBatches.TakesRows(_session);
        _whyRowsMayMix = RowMixing.Of(model, _session);
        _label = GraphFit.IndexOf(_session, ModelGraph.LabelName);
        _probability = GraphFit.IndexOf(_session, ModelGraph.ProbabilityName);
    }

    public Signature Signature { get; }

    public IReadOnlyList<TensorSpec> Inputs => _session.Inputs;

    public IReadOnlyList<TensorSpec> Outputs => _session.Outputs;

    public bool TakesRows { get; }

    public string Platform => "onnx_onnxv1";

    public string? WhyRowsMayMix => _whyRowsMayMix.Value;

    public string? WhyNoRowPlan => _session.WhyNoRowPlan;

    public IBatchRunner NewRunner(int rowCapacity) => OnnxBatches.NewRunner(_session, rowCapacity);

    public ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken) => ValueTask.FromResult(Predict(rows, cancellationToken));

    /// <summary>Predicts every row: the columns <c>label</c> (text) and <c>probability</c> (float32).</summary>
    /// <exception cref="SakerException">Columns are missing or of another kind; all are reported.</exception>
    public Table Predict(Table rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var feed = ModelInputs.Feed(rows, _inputs);
        if (rows.RowCount == 0)
            return Predictions([], []);
        var outputs = _session.Run(feed, cancellationToken);
        return Predictions(outputs[_label].Span<string>().ToArray(), outputs[_probability].Span<float>().ToArray());
    }

    public void Dispose() => _session.Dispose();

    private static Table Predictions(string[] labels, float[] probabilities) =>
        new([Column.Of<string>(ModelGraph.LabelName, labels), Column.Of<float>(ModelGraph.ProbabilityName, probabilities)]);
}
