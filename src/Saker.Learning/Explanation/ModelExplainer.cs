using Saker.Data;
using Saker.Learning.Explanation.Sampling;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Explanation;

/// <summary>
/// Explains the answers of a served model: by its trees or its linear function exactly, else by asking it. Thread-safe; dispose it only when
/// no explanation is under way.
/// </summary>
public sealed class ModelExplainer : IDisposable
{
    private readonly ExactExplainer? _exact;
    private readonly SamplingShap? _sampling;
    private readonly Table? _reference;
    private readonly IReadOnlyList<TensorSpec> _inputs;
    private readonly ExplainerOptions _options;
    private readonly AnsweredClasses? _answered;

    /// <summary>What the note begins with that names the class.</summary>
    internal const string ClassNoteStart = "Explained is the class '";

    // Explains the class that each row is answered; the first class stands for how.
    private ModelExplainer(AnsweredClasses answered, IReadOnlyList<TensorSpec> inputs, ExplainerOptions options) => (_answered, _inputs, _options, Reason) = (answered, inputs, options, answered[0].Reason);

    private ModelExplainer(ExactExplainer? exact, SamplingShap? sampling, Table? reference, IReadOnlyList<TensorSpec> inputs, ExplainerOptions options) =>
        (_exact, _sampling, _reference, _inputs, _options) = (exact, sampling, reference, inputs, options);

    /// <summary>How it explains.</summary>
    public ExplanationMethod Method => _answered?[0].Method ?? _exact?.Inner.Method ?? ExplanationMethod.Sampling;

    /// <summary>Of a model of several classes, each row of which is explained by its own answer, how many there are; else null.</summary>
    public int? ClassCount => _answered?.Count;

    /// <summary>Why the exact methods were not taken; null where one was.</summary>
    public string? Reason { get; private init; }

    /// <param name="graph">The bytes of the served graph.</param>
    /// <param name="model">The model itself, which sampling asks; kept, not disposed.</param>
    /// <param name="options">How, and at what cost.</param>
    /// <param name="reference">Rows to compare with: needed for sampling, and used by the exact methods where the model records nothing; null for none.</param>
    /// <exception cref="SakerException">The wanted method does not fit the model, or needs reference rows.</exception>
    public static ModelExplainer Create(ReadOnlySpan<byte> graph, IModel model, ExplainerOptions options, Table? reference)
    {
        var onnx = OnnxModel.Parse(graph);
        var features = new ReferenceFeatures(onnx, reference);
        if (options.Target is not null || model.Signature.TakesTensors || ModelOutputs.ClassesOf(model.Signature) is not { } classes)
            return Create(onnx, model, options, reference, features);
        var answered = new AnsweredClasses(model, classes, place => Create(onnx, model, options with { Target = place }, reference, features));
        try
        {
            return new ModelExplainer(answered, onnx.Inputs, options);
        }
        catch
        {
            answered.Dispose();
            throw;
        }
    }

    private static ModelExplainer Create(OnnxModel onnx, IModel model, ExplainerOptions options, Table? reference, ReferenceFeatures features)
    {
        var output = FindOutput(onnx, model.Signature);
        var reason = "";
        // Who wants sampling does so of a model whose trees cannot be read, too.
        var inner = options.Method == ExplanationMethod.Sampling ? null : InnerModel.Find(onnx, output, options, features.Of, out reason);
        if (options.Method is ExplanationMethod.Trees or ExplanationMethod.Linear && inner?.Method != options.Method)
            throw new SakerException(ErrorKind.InvalidInput, $"The method '{options.Method.Word()}' does not fit the model: {(inner is null ? reason : $"it is explained by '{inner.Method.Word()}'")}. Use 'auto' or 'sampling'.", "method");
        var own = ClassOf(model.Signature, options);
        if (inner is not null)
            return new ModelExplainer(new ExactExplainer(onnx, inner, output), null, reference, onnx.Inputs, options) { ClassName = own, ClassNote = NoteOf(model.Signature, own, options) };
        if (reference is null || reference.RowCount == 0)
            throw new SakerException(ErrorKind.InvalidInput, $"The model is explained by sampling{(reason.Length == 0 ? "" : $", as {reason}")}, which needs reference rows to compare with: give some, or register the model with an input example.", "reference");
        return new ModelExplainer(null, new SamplingShap(new ModelScore(model, OutputOf(model.Signature, options)), options), reference, onnx.Inputs, options) { Reason = reason.Length == 0 ? null : reason, ClassName = own, ClassNote = NoteOf(model.Signature, own, options) };
    }

    /// <summary>Of several classes the one that is explained, where it is one.</summary>
    private string? ClassName { get; init; }

    /// <summary>Which of several classes is explained, as a note; null of other models.</summary>
    private string? ClassNote { get; init; }

    /// <exception cref="SakerException">Columns are missing or of another kind.</exception>
    public async ValueTask<Explanation> ExplainAsync(Table rows, CancellationToken cancellationToken) => _answered is not null ? await _answered.ExplainAsync(rows, cancellationToken) : Noted(_exact is not null
        ? _exact.Explain(InputTensors.Of(rows, _inputs), _options.ThreadCount, cancellationToken)
        : await _sampling!.ExplainAsync(rows, _reference!, cancellationToken));

    /// <summary>As the other, for the tensors of a request.</summary>
    public async ValueTask<Explanation> ExplainAsync(IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellationToken) => _exact is not null
        ? Noted(_exact.Explain(inputs, _options.ThreadCount, cancellationToken))
        : await ExplainAsync(new Table(inputs.Select(input => Column(input.Key, input.Value))), cancellationToken);

    /// <summary>Of several classes explanations of the same rows for those classes that are answered most often, each for all rows; of any other model the one explanation.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="maxClasses">The most classes.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <exception cref="SakerException">Columns are missing or of another kind.</exception>
    public async ValueTask<IReadOnlyList<Explanation>> ExplainClassesAsync(Table rows, int maxClasses, CancellationToken cancellationToken)
    {
        if (_answered is null)
            return [await ExplainAsync(rows, cancellationToken)];
        var answers = await _answered.AnswersAsync(rows, cancellationToken);
        var explanations = new List<Explanation>();
        foreach (var place in Enumerable.Range(0, _answered.Count).OrderByDescending(place => answers.Count(answer => answer == place)).ThenBy(place => place).Take(maxClasses))
            explanations.Add(await _answered[place].ExplainAsync(rows, cancellationToken));
        return explanations;
    }

    private Explanation Noted(Explanation explanation) => ClassNote is null || ClassName is null ? explanation
        : explanation with { Notes = [ClassNote, .. explanation.Notes], Classes = [.. Enumerable.Repeat(ClassName, explanation.RowCount)] };

    private InteractionExplanation Noted(InteractionExplanation explanation) => ClassNote is null ? explanation : explanation with { Notes = [ClassNote, .. explanation.Notes] };

    /// <summary>What pairs of raw columns do together to the answers, exactly, of a model of trees. The work grows with the square of the features. Of several classes the first is looked at where none is named.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="maxFeatures">The most features of the model: their square is held for every row.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <exception cref="SakerException">The model is not made of trees, has more features (limit exceeded), or columns are missing or of another kind.</exception>
    public InteractionExplanation ExplainInteractions(Table rows, int maxFeatures, CancellationToken cancellationToken) =>
        _answered is not null ? _answered[0].ExplainInteractions(rows, maxFeatures, cancellationToken) : _exact is not null
        ? Noted(_exact.ExplainInteractions(InputTensors.Of(rows, _inputs), maxFeatures, cancellationToken))
        : throw new SakerException(ErrorKind.InvalidInput, $"Interactions are computed of trees; this model is explained by sampling{(Reason is null ? "" : $", as {Reason}")}.", "model");

    public void Dispose()
    {
        _answered?.Dispose();
        _exact?.Dispose();
    }

    private static Column Column(string name, Tensor tensor) => tensor.Shape.Count is 0 || tensor.Shape[0] != tensor.Count
        ? throw new SakerException(ErrorKind.InvalidInput, $"Input '{name}' has several values a row, which sampling does not explain.", name)
        : tensor.Type switch
        {
            ElementType.Text => Data.Column.OfText(name, [.. tensor.Span<string>().ToArray().Select(text => text.Length == 0 ? null : text)]),
            ElementType.Float32 => Data.Column.OfNumbers(name, Array.ConvertAll(tensor.Span<float>().ToArray(), value => (double)value)),
            ElementType.Float64 => Data.Column.OfNumbers(name, tensor.Span<double>().ToArray()),
            ElementType.Int64 => Data.Column.Of<long>(name, tensor.Span<long>().ToArray()),
            ElementType.Int32 => Data.Column.Of<int>(name, tensor.Span<int>().ToArray()),
            ElementType.Boolean => Data.Column.Of<bool>(name, tensor.Span<bool>().ToArray()),
            _ => throw new SakerException(ErrorKind.InvalidInput, $"Input '{name}' is {tensor.Type}, which is not explained.", name),
        };

    // The probability where the model gives one; else the last output of numbers: exporters put scores after labels.
    private static string FindOutput(OnnxModel model, Signature signature)
    {
        var outputs = model.Outputs.Where(output => output.Type is ElementType.Float32 or ElementType.Float64).Select(output => output.Name).ToArray();
        return outputs.Contains(ModelGraph.ProbabilityName) ? ModelGraph.ProbabilityName
            : outputs.LastOrDefault() ?? throw new SakerException(ErrorKind.InvalidInput, $"The model gives no numbers ({string.Join(", ", signature.Outputs.Select(output => output.Name))}), so there is nothing to explain.", "output");
    }

    private static string? ClassOf(Signature signature, ExplainerOptions options) => ModelOutputs.ClassesOf(signature)?.ElementAtOrDefault(options.Target ?? 0);

    private static string? NoteOf(Signature signature, string? own, ExplainerOptions options) => own is null ? null
        : $"{ClassNoteStart}{own}', number {options.Target ?? 0} of {ModelOutputs.ClassesOf(signature)!.Count} counted from 0.";

    // One of several classes has an output of its own as a table has it.
    private static string? OutputOf(Signature signature, ExplainerOptions options)
    {
        if (ModelOutputs.ClassesOf(signature) is not { } classes)
            return null;
        var target = options.Target ?? 0;
        return target >= 0 && target < classes.Count ? ModelOutputs.NumbersOf(signature)[target]
            : throw new SakerException(ErrorKind.InvalidInput, $"The model has {classes.Count} classes, numbered from 0; there is no {target}.", "target");
    }
}
