using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Models;

/// <summary>
/// A model of numbers or of several classes that is one ONNX graph of raw columns, see <see cref="ModelGraph"/>. As tensors it gives what the graph gives; as a table
/// each class's probability is a column, see <see cref="ModelOutputs"/>. Dispose it only when no prediction is under way.
/// </summary>
public sealed class OnnxRowModel : IModel, ITensorModel, IDisposable
{
    private readonly OnnxSession _session;
    private readonly Lazy<string?> _whyRowsMayMix;
    private readonly IReadOnlyList<ColumnSchema> _inputs;
    private readonly IReadOnlyList<string>? _classes;
    private readonly int _label;
    private readonly int _numbers;

    /// <param name="model">The bytes of the graph.</param>
    /// <param name="signature">What it takes and gives; every input of the graph must be in it.</param>
    /// <param name="settings">How the graph is run.</param>
    /// <exception cref="OnnxException">The bytes are no graph that can be run.</exception>
    /// <exception cref="SakerException">Graph and signature do not fit each other.</exception>
    public OnnxRowModel(byte[] model, Signature signature, SessionSettings? settings = null)
    {
        Signature = signature;
        _classes = ModelOutputs.ClassesOf(signature);
        _inputs = [.. signature.Inputs.Select(input => new ColumnSchema(input.Name, input.Type, input.Nullable))];
        _session = new OnnxSession(model, settings);
        try
        {
            GraphFit.Require(_session, _inputs, "the graph", _classes is null ? [(ModelGraph.PredictionName, ElementType.Float32)] : [(ModelGraph.LabelName, ElementType.Text), (ModelGraph.ProbabilitiesName, ElementType.Float32)]);
        }
        catch
        {
            _session.Dispose();
            throw;
        }
        TakesRows = OnnxBatches.TakesRows(_session);
        _whyRowsMayMix = RowMixing.Of(model, _session);
        _numbers = GraphFit.IndexOf(_session, _classes is null ? ModelGraph.PredictionName : ModelGraph.ProbabilitiesName);
        _label = GraphFit.IndexOf(_session, ModelGraph.LabelName);
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

    /// <summary>Predicts every row: the column <c>prediction</c> (float32), or <c>label</c> (text) and a column <c>probability_CLASS</c> (float32) for each class.</summary>
    /// <exception cref="SakerException">Columns are missing or of another kind; all are reported.</exception>
    public Table Predict(Table rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var feed = ModelInputs.Feed(rows, _inputs);
        if (_classes is null)
            return new Table([Column.Of<float>(ModelGraph.PredictionName, rows.RowCount == 0 ? [] : _session.Run(feed, cancellationToken)[_numbers].Span<float>().ToArray())]);
        if (rows.RowCount == 0)
            return ToTable([], []);
        var outputs = _session.Run(feed, cancellationToken);
        return ToTable(outputs[_label].Span<string>().ToArray(), outputs[_numbers].Span<float>());
    }

    public void Dispose() => _session.Dispose();

    private Table ToTable(string[] labels, ReadOnlySpan<float> probabilities)
    {
        var columns = new List<Column> { Column.Of<string>(ModelGraph.LabelName, labels) };
        for (var own = 0; own < _classes!.Count; own++)
        {
            var values = new float[labels.Length];
            for (var row = 0; row < values.Length; row++)
                values[row] = probabilities[(row * _classes.Count) + own];
            columns.Add(Column.Of<float>(ModelOutputs.ProbabilityPrefix + _classes[own], values));
        }
        return new Table(columns);
    }
}
