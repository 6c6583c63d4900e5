using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Explanation;

/// <summary>Explains a model by its <see cref="InnerModel"/>: the graph up to it gives the features, and the margin that attributions must add up to. Thread-safe.</summary>
internal sealed class ExactExplainer : IDisposable
{
    // Runtimes add up float32; attributions are float64. Beyond this the trees were not read as the engine runs them.
    private const double Tolerance = 1e-4;

    private readonly OnnxSession _session;
    private readonly InnerModel _inner;
    private readonly string _output;

    public ExactExplainer(OnnxModel model, InnerModel inner, string output)
    {
        _inner = inner;
        _output = output;
        _session = new OnnxSession(model.Cut(inner.Margin is null || inner.Margin == inner.Features ? [inner.Features] : [inner.Features, inner.Margin]));
    }

    public InnerModel Inner => _inner;

    /// <exception cref="SakerException">The inputs do not fit, or the attributions do not add up to what the graph gives (internal).</exception>
    public Explanation Explain(IReadOnlyDictionary<string, Tensor> inputs, int threadCount, CancellationToken cancellationToken)
    {
        var outputs = _session.Run(inputs, cancellationToken);
        var features = Numbers(outputs[0]);
        var values = new double[features.Length];
        _inner.Attributor.Explain(features, _inner.Shares.FeatureCount, values, threadCount, cancellationToken);
        var (columns, constants) = _inner.Shares.Sum(values);
        var constant = constants.Length == 0 ? 0 : constants[0];
        var explanation = new Explanation
        {
            Method = _inner.Method,
            Output = _output,
            Unit = _inner.Unit,
            IsBeforeCalibration = _inner.IsBeforeCalibration,
            Columns = _inner.Shares.Columns,
            Base = _inner.Attributor.Base + constant,
            Values = columns,
            Notes = _inner.Notes,
        };
        if (outputs.Count > 1)
            RequireSums(explanation, Numbers(outputs[1]));
        return explanation;
    }

    public void Dispose() => _session.Dispose();

    private static void RequireSums(Explanation explanation, double[] margins)
    {
        for (var row = 0; row < explanation.RowCount; row++)
        {
            var total = explanation.Total(row);
            if (!(Math.Abs(total - margins[row]) <= Tolerance * Math.Max(1, Math.Abs(margins[row]))))
                throw new SakerException(ErrorKind.Internal, FormattableString.Invariant($"The attributions of row {row} add up to {total} where the model gives {margins[row]}: they are not shown."));
        }
    }

    private static double[] Numbers(Tensor tensor) => tensor.Type switch
    {
        ElementType.Float32 => Array.ConvertAll(tensor.Span<float>().ToArray(), value => (double)value),
        ElementType.Float64 => tensor.Span<double>().ToArray(),
        ElementType.Int64 => Array.ConvertAll(tensor.Span<long>().ToArray(), value => (double)value),
        ElementType.Int32 => Array.ConvertAll(tensor.Span<int>().ToArray(), value => (double)value),
        _ => throw new SakerException(ErrorKind.InvalidInput, $"Features are {tensor.Type}; only numbers are explained."),
    };
}
