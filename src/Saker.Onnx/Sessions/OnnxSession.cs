using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Saker.Onnx.Sessions;

/// <summary>A graph ready to run. Thread-safe: runs may overlap. Dispose it only when no run is under way.</summary>
public sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();

    /// <exception cref="OnnxException">The graph cannot be loaded; the engine's reason is in the message.</exception>
    public OnnxSession(byte[] model, SessionSettings? settings = null)
    {
        settings ??= new SessionSettings();
        using var options = new SessionOptions
        {
            IntraOpNumThreads = settings.ThreadCount,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            _session = new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new OnnxException($"The graph cannot be loaded: {exception.Message}", exception);
        }
        Inputs = [.. _session.InputNames.Select(name => Spec(name, _session.InputMetadata[name]))];
        Outputs = [.. _session.OutputNames.Select(name => Spec(name, _session.OutputMetadata[name]))];
    }

    public IReadOnlyList<TensorSpec> Inputs { get; }

    public IReadOnlyList<TensorSpec> Outputs { get; }

    internal InferenceSession Engine => _session;

    internal RunOptions RunOptions => _runOptions;

    /// <summary>Runs the graph once and copies the outputs into managed tensors, in the order of <see cref="Outputs"/>.</summary>
    /// <exception cref="OnnxException">An input is missing or does not fit, or the engine failed.</exception>
    public IReadOnlyList<Tensor> Run(IReadOnlyDictionary<string, Tensor> inputs)
    {
        var values = new List<OrtValue>(Inputs.Count);
        try
        {
            foreach (var spec in Inputs)
            {
                if (!inputs.TryGetValue(spec.Name, out var tensor))
                    throw new OnnxException($"Input '{spec.Name}' is missing; the graph takes {string.Join(", ", Inputs)}.");
                if (tensor.Type != spec.Type)
                    throw new OnnxException($"Input '{spec.Name}' holds {tensor.Type}; the graph takes {spec.Type}.");
                values.Add(EngineTensors.ToEngine(tensor));
            }
            using var results = _session.Run(_runOptions, [.. Inputs.Select(input => input.Name)], values, [.. Outputs.Select(output => output.Name)]);
            return [.. results.Select(EngineTensors.FromEngine)];
        }
        catch (OnnxRuntimeException exception)
        {
            throw new OnnxException($"The graph failed: {exception.Message}", exception);
        }
        finally
        {
            foreach (var value in values)
                value.Dispose();
        }
    }

    public void Dispose()
    {
        _runOptions.Dispose();
        _session.Dispose();
    }

    private static TensorSpec Spec(string name, NodeMetadata metadata) =>
        new(name, metadata.IsTensor ? (ElementType)(int)metadata.ElementDataType : default, metadata.IsTensor ? [.. metadata.Dimensions.Select(extent => (long)extent)] : []);
}
