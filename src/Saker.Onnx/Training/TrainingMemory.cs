using Microsoft.ML.OnnxRuntime;
using Saker.Onnx.Gradients;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Training;

/// <summary>What a training graph takes and gives besides parameters, laid out once, and the engine's binding over all of it.</summary>
internal sealed class TrainingMemory : IDisposable
{
    private readonly Dictionary<string, (PinnedBuffer Memory, int Count)> _buffers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorSpec> _specs = new(StringComparer.Ordinal);
    private readonly List<OrtValue> _values = [];

    public TrainingMemory(OnnxSession session, GradientGraph graph, ParameterBlock parameters)
    {
        Binding = session.Engine.CreateIoBinding();
        var slots = parameters.Slots.ToDictionary(slot => slot.Name, StringComparer.Ordinal);
        var gradients = graph.Gradients.ToDictionary(pair => pair.Value, pair => slots[pair.Key], StringComparer.Ordinal);
        try
        {
            foreach (var spec in session.Inputs)
                Binding.BindInput(spec.Name, Keep(slots.TryGetValue(spec.Name, out var slot) ? parameters.EngineValue(slot) : Buffer(spec, "Input")));
            foreach (var spec in session.Outputs)
                Binding.BindOutput(spec.Name, Keep(gradients.TryGetValue(spec.Name, out var slot) ? parameters.EngineGradient(slot) : Buffer(spec, "Output")));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public OrtIoBinding Binding { get; }

    /// <summary>Another of the engine's values over an input's memory; the caller disposes it.</summary>
    public OrtValue EngineValue(string name) => _buffers[name].Memory.Value([.. _specs[name].Shape]);

    public Span<T> Elements<T>(string name)
        where T : unmanaged
    {
        if (!_buffers.TryGetValue(name, out var buffer))
            throw new OnnxException($"The training graph has no value '{name}'; it has {string.Join(", ", _specs.Values)}.");
        if (!buffer.Memory.Holds<T>())
            throw new OnnxException($"'{name}' holds {_specs[name].Type}, not {typeof(T).Name}.");
        return buffer.Memory.Elements<T>(buffer.Count);
    }

    public void Dispose()
    {
        Binding.Dispose();
        foreach (var value in _values)
            value.Dispose();
    }

    private OrtValue Buffer(TensorSpec spec, string kind)
    {
        if (spec.Type is default(ElementType) or ElementType.Text || spec.Shape.Any(extent => extent < 0))
            throw new OnnxException($"{kind} '{spec}' of the training graph is no tensor of numbers with fixed extents.");
        _specs.Add(spec.Name, spec);
        var buffer = PinnedBuffer.For(spec, 1)!;
        _buffers.Add(spec.Name, (buffer, (int)Extents.Count([.. spec.Shape])));
        return buffer.Value([.. spec.Shape]);
    }

    private OrtValue Keep(OrtValue value)
    {
        _values.Add(value);
        return value;
    }
}
