using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Models;

/// <summary>
/// Any ONNX graph of tensors, of every element type, as it was made elsewhere. Rows of a table can be asked about when all inputs are
/// columns, see <see cref="TensorSignature"/>. Dispose it only when no prediction is under way.
/// </summary>
public sealed class OnnxTensorModel : IModel, ITensorModel, IDisposable
{
    // Runs of rows of a table; requests in tensors bring runners of their own.
    private const int UsualRows = 64;

    private readonly OnnxSession _session;
    private readonly Lazy<string?> _whyRowsMayMix;

    /// <param name="model">The bytes of the graph.</param>
    /// <param name="signature">What is known of it; null describes what the graph itself says.</param>
    /// <param name="settings">How the graph is run.</param>
    /// <exception cref="OnnxException">The bytes are no graph that can be run.</exception>
    /// <exception cref="SakerException">It takes or gives something other than tensors, or the signature is of another graph.</exception>
    public OnnxTensorModel(byte[] model, Signature? signature = null, SessionSettings? settings = null)
    {
        _session = new OnnxSession(model, settings);
        try
        {
            Signature = signature ?? TensorSignature.Of(_session.Inputs, _session.Outputs);
            RequireFit("input", _session.Inputs, Signature.Inputs);
            RequireFit("output", _session.Outputs, Signature.Outputs);
        }
        catch
        {
            _session.Dispose();
            throw;
        }
        // What was found by this keeps rows apart.
        var isFound = OnnxBatches.FindRows(model, _session);
        TakesRows = OnnxBatches.TakesRows(_session);
        _whyRowsMayMix = isFound ? new Lazy<string?>(value: null) : RowMixing.Of(model, _session);
    }

    public Signature Signature { get; }

    public IReadOnlyList<TensorSpec> Inputs => _session.Inputs;

    public IReadOnlyList<TensorSpec> Outputs => _session.Outputs;

    public IReadOnlyList<string> FixedInputs => _session.FixedInputs;

    public bool TakesRows { get; }

    public string Platform => "onnx_onnxv1";

    public string? WhyRowsMayMix => _whyRowsMayMix.Value;

    public string? WhyNoRowPlan => _session.WhyNoRowPlan;

    public IBatchRunner NewRunner(int rowCapacity) => OnnxBatches.NewRunner(_session, rowCapacity);

    /// <summary>Predicts every row: the outputs that have one value a row, as columns.</summary>
    /// <exception cref="SakerException">Columns are missing or of another kind (all are reported), or the model takes tensors.</exception>
    public async ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken)
    {
        var tensors = new TensorSet(Inputs, Outputs);
        TensorColumns.Fill(rows, Inputs, tensors.Inputs);
        using var runner = NewRunner(UsualRows);
        await runner.RunAsync(new[] { tensors }, cancellationToken);
        return TensorColumns.ToTable(Outputs, tensors.Outputs);
    }

    public void Dispose() => _session.Dispose();

    private static void RequireFit(string what, IReadOnlyList<TensorSpec> tensors, IReadOnlyList<SignatureColumn> columns)
    {
        var problems = tensors.Where(tensor => columns.All(column => column.Name != tensor.Name))
            .Select(tensor => new Problem(tensor.Name, $"the graph has this {what}, but the signature does not.")).ToList();
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The graph and the signature of the model do not fit each other.", problems);
    }
}
