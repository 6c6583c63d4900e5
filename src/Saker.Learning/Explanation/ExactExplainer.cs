using Saker.Data;
using Saker.Learning.Explanation.Trees;
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
            Base = _inner.Attributor.Base + _inner.Offset + constant,
            Values = columns,
            Notes = _inner.Notes,
        };
        if (outputs.Count > 1)
            RequireSums(explanation.RowCount, explanation.Total, Numbers(outputs[1]));
        return explanation;
    }

    /// <exception cref="SakerException">The model is not made of trees (invalid input), has too many features (limit exceeded), or the sums are not what the graph gives (internal).</exception>
    public InteractionExplanation ExplainInteractions(IReadOnlyDictionary<string, Tensor> inputs, int maxFeatures, CancellationToken cancellationToken)
    {
        if (_inner.Attributor is not TreeShap trees)
            throw new SakerException(ErrorKind.InvalidInput, $"Interactions are computed of trees; this model is explained by '{_inner.Method.Word()}', where {(_inner.Method == ExplanationMethod.Linear ? "no two columns do anything together that they do not do alone" : "there are none")}.", "model");
        var outputs = _session.Run(inputs, cancellationToken);
        var features = Numbers(outputs[0]);
        var (width, columns) = (_inner.Shares.FeatureCount, _inner.Shares.Columns.Count);
        var squares = new TreeShapInteractions(trees.Sum, maxFeatures).Explain(features, width, cancellationToken);
        var values = new double[features.Length / width * columns * columns];
        var constant = 0.0;
        for (var row = 0; row < features.Length / width; row++)
            constant = Fold(squares.AsSpan(row * width * width, width * width), values.AsSpan(row * columns * columns, columns * columns));
        var explanation = new InteractionExplanation { Output = _output, Unit = _inner.Unit, Columns = _inner.Shares.Columns, Base = _inner.Attributor.Base + _inner.Offset + constant, Values = values, Notes = _inner.Notes };
        if (outputs.Count > 1)
            RequireSums(explanation.RowCount, explanation.Total, Numbers(outputs[1]));
        return explanation;
    }

    public void Dispose() => _session.Dispose();

    /// <summary>From a square of features to one of columns: features are summed along both sides. Gives what belongs to no column.</summary>
    private double Fold(ReadOnlySpan<double> square, Span<double> into)
    {
        var columns = _inner.Shares.Columns.Count;
        var (lines, lineConstants) = _inner.Shares.Sum(square);
        var turned = new double[lines.Length];
        var width = _inner.Shares.FeatureCount;
        for (var feature = 0; feature < width; feature++)
            for (var column = 0; column < columns; column++)
                turned[(column * width) + feature] = lines[(feature * columns) + column];
        var (folded, constants) = _inner.Shares.Sum(turned);
        folded.CopyTo(into);
        return constants.Sum() + lineConstants.Sum();
    }

    private static void RequireSums(int rowCount, Func<int, double> totalOf, double[] margins)
    {
        for (var row = 0; row < rowCount; row++)
        {
            var total = totalOf(row);
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
