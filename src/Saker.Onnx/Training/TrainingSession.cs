using Microsoft.ML.OnnxRuntime;
using Saker.Onnx.Editing;
using Saker.Onnx.Gradients;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Training;

/// <summary>
/// Trains a model: the engine gives loss and gradients, and the optimiser moves the parameters in place. A step allocates nothing. Equal seeds, batches and threads
/// give equal weights to the bit. Not thread-safe.
/// </summary>
public sealed class TrainingSession : IDisposable
{
    private readonly OnnxModel _model;
    private readonly TrainingSettings _settings;
    private readonly GradientGraph _graph;
    private readonly ParameterBlock _parameters;
    private readonly MovingStatistics _statistics;
    private readonly OnnxSession _session;
    private readonly TrainingMemory _memory;
    private readonly MaskChance _chance;
    private readonly RunOptions _runOptions = new();
    private readonly DropoutMask[] _masks;
    private readonly float[] _rateFactors;
    private readonly bool[] _isUndecayed;
    private readonly bool _isUniform;
    private EvaluationPass? _evaluation;

    /// <param name="model">The model; it is left as it is, see <see cref="ToModel"/>.</param>
    /// <param name="settings">How to train it.</param>
    /// <exception cref="OnnxException">The model cannot be trained so: the message says what is in the way, all operators without a rule included.</exception>
    public TrainingSession(OnnxModel model, TrainingSettings settings)
    {
        _model = model;
        _settings = settings;
        var names = settings.Parameters ?? [.. TrainableValues.Find(model).Select(spec => spec.Name)];
        if (names.Count == 0)
            throw new OnnxException("The model stores no weights that could be trained.");
        (_graph, Output, Target, Weights) = TrainingGraph.Build(model, settings, names);
        var editor = new ModelEditor(model);
        var initial = names.Select(editor.Constant).ToArray();
        _parameters = new ParameterBlock([.. names.Zip(initial, (name, tensor) => (name, tensor.Shape.ToArray()))]);
        foreach (var (slot, tensor) in _parameters.Slots.Zip(initial))
            tensor.Span<float>().CopyTo(_parameters.ValuesOf(slot));
        _statistics = new MovingStatistics(_graph.Statistics, editor);
        settings.Optimizer.Attach(_parameters.Length);
        _rateFactors = [.. names.Select(name => settings.RateFactors?.GetValueOrDefault(name, 1) ?? 1)];
        _isUndecayed = [.. names.Select(name => settings.Undecayed?.Contains(name) == true)];
        _isUniform = _rateFactors.All(factor => factor == 1) && _isUndecayed.All(undecayed => !undecayed);
        _masks = [.. _graph.Masks];
        _chance = new MaskChance((ulong)settings.Seed);
        (_session, ThreadCount) = settings.ThreadCount is { } threads ? (ThreadTrial.Open(_graph, threads, settings.Device), threads) : ThreadTrial.Choose(_graph, _parameters, settings.Device);
        try
        {
            _memory = new TrainingMemory(_session, _graph, _parameters);
        }
        catch
        {
            _session.Dispose();
            _runOptions.Dispose();
            throw;
        }
    }

    /// <summary>The predictions' name.</summary>
    public string Output { get; }

    /// <summary>The name of the input that takes targets; empty where the loss has none.</summary>
    public string Target { get; }

    /// <summary>The name of the input that takes the rows' weights, Float32 [rows]; empty where all count alike.</summary>
    public string Weights { get; }

    /// <summary>Threads of a step.</summary>
    public int ThreadCount { get; }

    /// <summary>Steps made.</summary>
    public long StepCount => _settings.Optimizer.StepCount;

    /// <summary>What a batch is made of: the model's inputs and the targets.</summary>
    public IReadOnlyList<TensorSpec> Inputs => [.. _session.Inputs.Where(spec => !_graph.Gradients.ContainsKey(spec.Name) && _graph.Masks.All(mask => mask.Input != spec.Name))];

    /// <summary>Names of what is trained.</summary>
    public IReadOnlyList<string> Parameters => [.. _parameters.Slots.Select(slot => slot.Name)];

    /// <summary>The elements of an input, row-major, to be written before a step.</summary>
    public Span<T> Input<T>(string name)
        where T : unmanaged => _memory.Elements<T>(name);

    /// <summary>The predictions of the last step, made before parameters moved.</summary>
    public ReadOnlySpan<float> Predictions => _memory.Elements<float>(Output);

    /// <summary>A parameter's elements; they may be written between steps.</summary>
    public Span<float> Parameter(string name) => _parameters.ValuesOf(Slot(name));

    /// <summary>A parameter's gradient after the last step or computation.</summary>
    public ReadOnlySpan<float> Gradient(string name) => _parameters.GradientsOf(Slot(name));

    /// <summary>Works out the loss of the batch that the inputs hold, and moves the parameters.</summary>
    /// <returns>The loss before they moved.</returns>
    /// <exception cref="OnnxException">The loss or a gradient is not a finite number; parameters are left as they were.</exception>
    public float Step(float rate)
    {
        var loss = Compute();
        var norm = Math.Sqrt(FlatMath.SquaredNorm(_parameters.Gradients));
        if (!float.IsFinite(loss) || !double.IsFinite(norm))
            throw NotFinite(loss);
        var scale = _settings.MaxGradientNorm is { } most && norm > most ? (float)(most / norm) : 1;
        var optimizer = _settings.Optimizer;
        optimizer.Advance();
        if (_isUniform)
            optimizer.Update(0, _parameters.Values, _parameters.Gradients, rate, optimizer.WeightDecay, scale);
        else
            for (var i = 0; i < _rateFactors.Length; i++)
            {
                var slot = _parameters.Slots[i];
                optimizer.Update(slot.Start, _parameters.ValuesOf(slot), _parameters.GradientsOf(slot), rate * _rateFactors[i], _isUndecayed[i] ? 0 : optimizer.WeightDecay, scale);
            }
        _statistics.Move(_memory);
        return loss;
    }

    /// <summary>Works out loss, predictions and gradients of the batch that the inputs hold; parameters stay.</summary>
    public float Compute()
    {
        foreach (var mask in _masks)
            _chance.Fill(_memory.Elements<float>(mask.Input), mask.Ratio);
        try
        {
            using (DenormalScope.Enter())
                _session.Engine.RunWithBinding(_runOptions, _memory.Binding);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new OnnxException($"The training step failed: {EngineMessages.Of(exception)}", exception);
        }
        return _memory.Elements<float>(_graph.Loss)[0];
    }

    /// <summary>
    /// Works out the loss of the batch that the inputs hold as the model serves: nothing is dropped out, normalisations go by what they store, and no gradient is made. Predictions are in
    /// <see cref="Evaluated"/>. It reads parameters where they are, so it costs no copies; the first call opens its graph.
    /// </summary>
    public float Evaluate()
    {
        _evaluation ??= new EvaluationPass(_model, _settings, _memory, _parameters, _statistics, ThreadCount);
        return _evaluation.Run(_runOptions);
    }

    /// <summary>The predictions of the last <see cref="Evaluate"/>.</summary>
    public ReadOnlySpan<float> Evaluated => _evaluation is { } evaluation ? evaluation.Predictions : [];

    /// <summary>The model with the weights as they are now; names, operator set and all else are those of the model that training began with.</summary>
    public OnnxModel ToModel()
    {
        var editor = new ModelEditor(_model);
        foreach (var slot in _parameters.Slots)
            editor.SetConstant(slot.Name, Tensor.Of(_parameters.ValuesOf(slot).ToArray(), slot.Shape));
        _statistics.Write(editor);
        return editor.Build();
    }

    /// <summary>All that the next step depends on besides its batch: weights, what the optimiser remembers, statistics, chance. States beyond 2 GB go to streams.</summary>
    public byte[] Save()
    {
        using var stream = new MemoryStream();
        Save(stream);
        return stream.ToArray();
    }

    /// <summary>As <see cref="Save()"/>, written to a stream piece by piece, so that no copy of it is made.</summary>
    public void Save(Stream stream) => TrainingCheckpoint.Write(stream, _parameters, _settings.Optimizer, _statistics, _chance);

    /// <summary>Goes back to what was saved by a session of the same model and settings; from there steps are equal to the bit.</summary>
    /// <exception cref="OnnxException">The bytes are damaged, or of another model or optimiser; the session is left as it was.</exception>
    public void Restore(ReadOnlySpan<byte> saved)
    {
        if (!TrainingCheckpoint.IsWhole(saved))
            throw TrainingCheckpoint.Damaged();
        using var stream = new MemoryStream(saved.ToArray());
        Restore(stream);
    }

    /// <summary>As <see cref="Restore(ReadOnlySpan{byte})"/>, read from a stream in place, and no byte beyond it.</summary>
    /// <exception cref="OnnxException">
    /// The state is of another model or optimiser, and the session is left as it was; or it is damaged, which shows only at its end: the session is then in no state that ever was, and another is to be opened.
    /// </exception>
    public void Restore(Stream stream) => TrainingCheckpoint.Read(stream, _parameters, _settings.Optimizer, _statistics, _chance);

    /// <summary>The weights as they are now, to go back to.</summary>
    public WeightCopy CopyWeights() => WeightCopy.Of(_parameters, _statistics);

    /// <summary>Goes back to weights of before; the optimiser and chance stay where they are.</summary>
    /// <exception cref="OnnxException">They are those of another model or of other parameters.</exception>
    public void SetWeights(WeightCopy weights) => weights.CopyTo(_parameters, _statistics);

    public void Dispose()
    {
        _evaluation?.Dispose();
        _memory.Dispose();
        _session.Dispose();
        _runOptions.Dispose();
    }

    private ParameterSlot Slot(string name) => _parameters.Slots.FirstOrDefault(slot => slot.Name == name) ?? throw new OnnxException($"'{name}' is not trained; what is: {string.Join(", ", Parameters)}.");

    private OnnxException NotFinite(float loss)
    {
        var first = _parameters.Slots.FirstOrDefault(slot => !double.IsFinite(FlatMath.SquaredNorm(_parameters.GradientsOf(slot))));
        var inputs = Inputs.Where(spec => spec.Type == ElementType.Float32 && !double.IsFinite(FlatMath.SquaredNorm(_memory.Elements<float>(spec.Name)))).Select(spec => $"'{spec.Name}'").ToArray();
        var cause = inputs.Length > 0 ? $"input {string.Join(", ", inputs)} of the batch holds numbers that are not finite or too large" : "a smaller learning rate or a bound on gradients may help";
        return new OnnxException($"Step {StepCount + 1} gives a loss of {loss}{(first is null ? "" : $", and the gradient of '{first.Name}' is not finite")}: {cause}.");
    }
}
