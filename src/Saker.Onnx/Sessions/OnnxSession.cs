using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Saker.Onnx.Plans;

namespace Saker.Onnx.Sessions;

/// <summary>
/// A graph ready to run. Thread-safe: runs may overlap, also with <see cref="Dispose"/>, which refuses new runs at once and lets
/// go of the graph when the last run and the last binding have ended.
/// </summary>
public sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly Dictionary<string, string> _firstExtents = new(StringComparer.Ordinal);

    // Shared by runs that cannot be cancelled; setting its flag would end all of them.
    private readonly RunOptions _runOptions = new();
    private readonly RunGate _gate;

    private readonly EngineMemory _memory;

    // A graph that never ran may be one that never does.
    private volatile bool _hasAnswered;

    /// <param name="model">The bytes of an ONNX model that holds all its data itself.</param>
    /// <param name="settings">How to run it.</param>
    /// <exception cref="OnnxException">The graph cannot be loaded; the engine's reason is in the message.</exception>
    public OnnxSession(byte[] model, SessionSettings? settings = null)
        // The engine would open files that the bytes name as their data, so they are read first.
        : this(OnnxModel.Parse(model), model, settings ?? new SessionSettings())
    {
    }

    /// <inheritdoc cref="OnnxSession(byte[], SessionSettings?)"/>
    public OnnxSession(OnnxModel model, SessionSettings? settings = null)
        : this(model, model.ToBytes(), settings ?? new SessionSettings())
    {
    }

    private OnnxSession(OnnxModel model, byte[] bytes, SessionSettings settings)
    {
        _memory = new EngineMemory(model);
        // A model that has no plan is let go before the engine takes memory for its own.
        WhyNoRowPlan = PlanFinding.FindHindrance(model, settings);
        FixedInputs = model.FixedInputs;
        var planned = WhyNoRowPlan is null ? model : null;
        _session = SessionLoading.Load(Safe(model, settings) ?? bytes, settings);
        _gate = new RunGate(nameof(OnnxSession), Release);
        try
        {
            _inputNames = [.. _session.InputNames];
            _outputNames = [.. _session.OutputNames];
            Inputs = [.. _inputNames.Select(name => Spec(name, _session.InputMetadata[name]))];
            Outputs = [.. _outputNames.Select(name => Spec(name, _session.OutputMetadata[name]))];
        }
        catch (OnnxRuntimeException exception)
        {
            Dispose();
            throw new OnnxException($"The graph takes or gives what is not supported: {EngineMessages.Of(exception)}", exception);
        }
        if (planned is not null)
            (Plan, WhyNoRowPlan) = PlanFinding.Find(planned, this);
        // What was tried until here is no request.
        MaxOutputBytes = settings.MaxOutputBytes;
    }

    /// <summary>Why runs of rows go through the engine, as a sentence; null where a row plan runs them, see <see cref="SessionSettings.UsesRowPlans"/>.</summary>
    public string? WhyNoRowPlan { get; }

    public IReadOnlyList<TensorSpec> Inputs { get; }

    /// <inheritdoc cref="OnnxModel.FixedInputs"/>
    public IReadOnlyList<string> FixedInputs { get; }

    public IReadOnlyList<TensorSpec> Outputs { get; }

    internal InferenceSession Engine => _session;

    internal RunGate Gate => _gate;

    internal EngineMemory Memory => _memory;

    internal long MaxOutputBytes { get; private set; } = Array.MaxLength;

    /// <summary>Runs rows without the engine, with the same results; null where it does not know the graph.</summary>
    internal RowPlan? Plan { get; }

    /// <summary>Lays out memory for inputs and outputs that many runs use again.</summary>
    /// <param name="rowCapacity">The most rows that a run will take, 1 or more.</param>
    /// <exception cref="OnnxException">An input leaves an extent other than its first open.</exception>
    public SessionBinding Bind(int rowCapacity) => new(this, rowCapacity);

    /// <summary>Runs the graph once and copies the outputs into managed tensors, in the order of <see cref="Outputs"/>.</summary>
    /// <param name="inputs">A tensor for each of <see cref="Inputs"/>; others are ignored.</param>
    /// <param name="cancellation">Ends the run at the next node.</param>
    /// <exception cref="OnnxException">An input is missing or does not fit, or the engine failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    public IReadOnlyList<Tensor> Run(IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Outputs.FirstOrDefault(spec => spec.Type == default) is { } odd)
            throw new OnnxException($"Output '{odd.Name}' is a sequence, map or optional value; only tensors are supported.");
        var values = new List<OrtValue>(Inputs.Count);
        _gate.Enter();
        try
        {
            foreach (var spec in Inputs)
                values.Add(EngineTensors.ToEngine(InputFit.Require(spec, inputs, Inputs)));
            return RunHeld(values, inputs, cancellation);
        }
        finally
        {
            foreach (var value in values)
                value.Dispose();
            _gate.Leave();
        }
    }

    public void Dispose() => _gate.Close();

    /// <summary>The name that the graph gives to the first extent of an input or output where it is free, or that of <see cref="NameRows"/>; empty when it has none.</summary>
    internal string FirstExtentName(string name) => _firstExtents.GetValueOrDefault(name, "");

    /// <summary>Takes the first extents of all inputs and outputs for the same rows from now on. Before the session is shared.</summary>
    internal void NameRows(string name)
    {
        foreach (var spec in Inputs.Concat(Outputs))
            _firstExtents[spec.Name] = name;
    }

    private Tensor[] RunHeld(List<OrtValue> values, IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellation)
    {
        var begin = Stopwatch.GetTimestamp();
        var bytes = 0L;
        var hasFailed = false;
        try
        {
            using var results = Run(values, cancellation);
            _hasAnswered = true;
            bytes = OutputLimit.Require(results, Outputs, MaxOutputBytes);
            return [.. results.Select(EngineTensors.FromEngine)];
        }
        catch (OnnxRuntimeException exception)
        {
            cancellation.ThrowIfCancellationRequested();
            hasFailed = EngineMessages.IsOutOfMemory(exception);
            var given = Inputs.Select(spec => $"'{spec.Name}' {InputFit.Describe(inputs[spec.Name])}");
            var areSizesOpen = _memory.FollowsValues || InputFit.AreShapesChosen(Inputs, inputs);
            throw EngineMessages.Failure($"The graph failed on {string.Join(", ", given)}", exception, areSizesOpen, _hasAnswered);
        }
        catch (OnnxException exception) when (exception.IsTooLarge)
        {
            hasFailed = true;
            throw;
        }
        finally
        {
            if (hasFailed || _memory.IsLarge(bytes, Stopwatch.GetElapsedTime(begin)))
                GiveBack(values);
        }
    }

    // Checks of shapes divide themselves, by what they know.
    private static byte[]? Safe(OnnxModel model, SessionSettings settings)
    {
        var divided = SafeDivision.Rewrite(model);
        if (!settings.GuardsShapes)
            return divided;
        return SafeShapes.Rewrite(divided is null ? model : OnnxModel.Parse(divided)) ?? divided;
    }

    private void GiveBack(List<OrtValue> values) => _memory.GiveBack(options => _session.Run(options, _inputNames, values, _outputNames).Dispose());

    private void Release()
    {
        _memory.Dispose();
        _runOptions.Dispose();
        _session.Dispose();
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(List<OrtValue> values, CancellationToken cancellation)
    {
        if (!cancellation.CanBeCanceled)
            return _session.Run(_runOptions, _inputNames, values, _outputNames);
        using var options = new RunOptions();
        // Disposing the registration waits for a callback under way, so the options outlive it.
        using var registration = cancellation.UnsafeRegister(static state => ((RunOptions)state!).Terminate = true, options);
        return _session.Run(options, _inputNames, values, _outputNames);
    }

    private TensorSpec Spec(string name, NodeMetadata metadata)
    {
        if (!metadata.IsTensor)
            return new TensorSpec(name, default, []);
        if (metadata.SymbolicDimensions is [{ Length: > 0 } first, ..])
            _firstExtents[name] = first;
        return new TensorSpec(name, (ElementType)(int)metadata.ElementDataType, [.. metadata.Dimensions.Select(extent => (long)extent)]);
    }
}
