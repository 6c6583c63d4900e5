using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Saker.Onnx.Sessions;

/// <summary>Elements of one type in managed memory that the collector does not move, so that the engine can use it in place; see <see cref="LineArray"/>.</summary>
internal sealed class PinnedBuffer
{
    private readonly Array _array;
    private readonly int _start;
    private readonly int _count;
    private readonly ElementType _type;

    private PinnedBuffer(ElementType type, int count)
    {
        _type = type;
        _count = count;
        (_array, _start) = Allocate(type, count);
    }

    /// <summary>Room for a tensor's elements at the most rows; null for text, which the engine keeps itself.</summary>
    public static PinnedBuffer? For(TensorSpec spec, int rowCapacity)
    {
        if (spec.Type == ElementType.Text)
            return null;
        long count;
        try
        {
            count = spec.Shape.Aggregate(1L, (product, extent) => checked(product * (extent < 0 ? rowCapacity : extent)));
        }
        catch (OverflowException)
        {
            count = long.MaxValue;
        }
        if (count > Array.MaxLength - LineArray.MaxSlack)
            throw new OnnxException($"'{spec}' at {rowCapacity} rows is more than a binding can hold.");
        return new PinnedBuffer(spec.Type, Math.Max(1, (int)count));
    }

    public long ByteCount => (long)_count * ElementTypes.Size(_type);

    public Span<T> Elements<T>(int count)
        where T : unmanaged => ((T[])_array).AsSpan(_start, _count)[..count];

    public Span<byte> Bytes(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _count);
        var size = ElementTypes.Size(_type);
        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start * size), count * size);
    }

    public bool Holds<T>() => _array is T[] && (ElementTypes.Of<T>() == _type || (_type == ElementType.BFloat16 && typeof(T) == typeof(ushort)));

    /// <summary>An engine value over the first elements; the caller disposes it before the buffer is let go.</summary>
    public OrtValue Value(long[] shape)
    {
        var bytes = shape.Aggregate(1L, (product, extent) => product * extent) * ElementTypes.Size(_type);
        return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, (TensorElementType)(int)_type, shape, Marshal.UnsafeAddrOfPinnedArrayElement(_array, _start), bytes);
    }

    private static (Array Array, int Start) Allocate(ElementType type, int count) => type switch
    {
        ElementType.Float32 => LineArray.Allocate<float>(count),
        ElementType.Float64 => LineArray.Allocate<double>(count),
        ElementType.Int64 => LineArray.Allocate<long>(count),
        ElementType.Int32 => LineArray.Allocate<int>(count),
        ElementType.Int16 => LineArray.Allocate<short>(count),
        ElementType.Int8 => LineArray.Allocate<sbyte>(count),
        ElementType.UInt64 => LineArray.Allocate<ulong>(count),
        ElementType.UInt32 => LineArray.Allocate<uint>(count),
        ElementType.UInt16 or ElementType.BFloat16 => LineArray.Allocate<ushort>(count),
        ElementType.UInt8 => LineArray.Allocate<byte>(count),
        ElementType.Boolean => LineArray.Allocate<bool>(count),
        ElementType.Float16 => LineArray.Allocate<Half>(count),
        _ => throw new OnnxException($"Element type {type} cannot be bound."),
    };
}
