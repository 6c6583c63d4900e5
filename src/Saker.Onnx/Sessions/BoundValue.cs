using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Saker.Onnx.Sessions;

/// <summary>An input or output at one number of rows: a slice of pinned memory, a text tensor, or whatever the engine gave.</summary>
internal sealed class BoundValue : IDisposable
{
    private readonly BindingPort _port;
    private OrtValue? _open;
    private long[]? _shape;
    private int _count;

    public BoundValue(BindingPort port, int rows)
    {
        _port = port;
        if (port.IsOpen)
            return;
        _shape = port.ShapeFor(rows);
        _count = (int)_shape.Aggregate(1L, (product, extent) => product * extent);
        Engine = port.Memory?.Value(_shape) ?? OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, _shape);
    }

    /// <summary>The engine's value; null while the engine has not allocated it.</summary>
    public OrtValue? Engine { get; private set; }

    public TensorSpec Spec => _port.Spec;

    public IReadOnlyList<long> Shape => _shape ?? throw NotRun();

    /// <summary>The elements of a number or boolean tensor as they lie in memory.</summary>
    public Span<byte> Bytes => _port.Memory is { } memory
        ? memory.Bytes(_count)
        : _port.Spec.Type == ElementType.Text ? throw WrongType("numbers") : (_open ?? throw NotRun()).GetTensorMutableRawData();

    public Span<T> Elements<T>()
        where T : unmanaged
    {
        if (_port.Memory is { } memory)
            return memory.Holds<T>() ? memory.Elements<T>(_count) : throw WrongType(typeof(T).Name);
        if (_port.Spec.Type == ElementType.Text || (_port.Spec.Type != ElementTypes.Of<T>() && !(_port.Spec.Type == ElementType.BFloat16 && typeof(T) == typeof(ushort))))
            throw WrongType(typeof(T).Name);
        return MemoryMarshal.Cast<byte, T>((_open ?? throw NotRun()).GetTensorMutableRawData());
    }

    public void SetText(int index, ReadOnlySpan<char> text) => TextAt(index).StringTensorSetElementAt(text, index);

    public void SetTextUtf8(int index, ReadOnlySpan<byte> utf8) => TextAt(index).StringTensorSetElementAt(utf8, index);

    public string Text(int index) => TextAt(index).GetStringElement(index);

    public ReadOnlySpan<byte> TextUtf8(int index) => TextAt(index).GetStringElementAsSpan(index);

    public void Take(OrtValue value)
    {
        if (!_port.IsOpen)
            return;
        _open = value;
        _shape = value.GetTensorTypeAndShape().Shape;
        _count = (int)_shape.Aggregate(1L, (product, extent) => product * extent);
    }

    public void Clear()
    {
        if (!_port.IsOpen)
            return;
        _open = null;
        _shape = null;
        _count = 0;
    }

    public void Dispose()
    {
        Engine?.Dispose();
        Engine = null;
    }

    private OrtValue TextAt(int index)
    {
        if (_port.Spec.Type != ElementType.Text)
            throw WrongType("text");
        var value = (_port.IsOpen ? _open : Engine) ?? throw NotRun();
        return (uint)index < (uint)_count ? value : throw new OnnxException($"'{_port.Spec.Name}' has {_count} elements in this run; element {index} was asked for.");
    }

    private OnnxException WrongType(string asked) => new($"'{_port.Spec.Name}' holds {_port.Spec.Type}, not {asked}.");

    private OnnxException NotRun() => new($"'{_port.Spec.Name}' has no value before a run.");
}
