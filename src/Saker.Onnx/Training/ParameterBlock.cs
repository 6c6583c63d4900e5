using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Training;

/// <summary>
/// All parameters in one piece of memory and their gradients in another, each parameter at a border of the cache's lines: the engine reads and writes in
/// place, and optimisers, clipping and copies are one pass.
/// </summary>
internal sealed class ParameterBlock
{
    private const int Line = LineArray.LineBytes / sizeof(float);

    private readonly float[] _values;
    private readonly float[] _gradients;
    private readonly int _valuesStart;
    private readonly int _gradientsStart;

    public ParameterBlock(IReadOnlyList<(string Name, long[] Shape)> parameters)
    {
        var slots = new List<ParameterSlot>(parameters.Count);
        var start = 0L;
        foreach (var (name, shape) in parameters)
        {
            var count = shape.Aggregate(1L, (product, extent) => product * extent);
            if (start + count > Array.MaxLength - LineArray.MaxSlack - Line)
                throw new OnnxException($"The parameters up to '{name}' are more than can be trained at once.");
            slots.Add(new ParameterSlot(name, shape, (int)start, (int)count));
            start += (count + Line - 1) / Line * Line;
        }
        Slots = slots;
        Length = (int)start;
        (_values, _valuesStart) = LineArray.Allocate<float>(Length);
        (_gradients, _gradientsStart) = LineArray.Allocate<float>(Length);
    }

    public IReadOnlyList<ParameterSlot> Slots { get; }

    /// <summary>Elements of all, those that lie unused between two included; they are always zero.</summary>
    public int Length { get; }

    public Span<float> Values => _values.AsSpan(_valuesStart, Length);

    public Span<float> Gradients => _gradients.AsSpan(_gradientsStart, Length);

    public Span<float> ValuesOf(ParameterSlot slot) => Values.Slice(slot.Start, slot.Count);

    public Span<float> GradientsOf(ParameterSlot slot) => Gradients.Slice(slot.Start, slot.Count);

    /// <summary>The engine's value over a parameter's elements.</summary>
    public OrtValue EngineValue(ParameterSlot slot) => Over(_values, _valuesStart + slot.Start, slot);

    /// <summary>The engine's value over the elements of a parameter's gradient.</summary>
    public OrtValue EngineGradient(ParameterSlot slot) => Over(_gradients, _gradientsStart + slot.Start, slot);

    private static OrtValue Over(float[] array, int start, ParameterSlot slot) =>
        OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, TensorElementType.Float, slot.Shape, Marshal.UnsafeAddrOfPinnedArrayElement(array, start), (long)slot.Count * sizeof(float));
}
