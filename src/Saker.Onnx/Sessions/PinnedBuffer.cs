using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Saker.Onnx.Sessions;

/// <summary>Elements of one type in managed memory that the collector does not move, so that the engine can use it in place.</summary>
internal sealed class PinnedBuffer
{
    private readonly Array _array;
    private readonly ElementType _type;

    private PinnedBuffer(ElementType type, Array array)
    {
        _type = type;
        _array = array;
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
        if (count > Array.MaxLength)
            throw new OnnxException($"'{spec}' at {rowCapacity} rows is more than a binding can hold.");
        return new PinnedBuffer(spec.Type, Allocate(spec.Type, Math.Max(1, (int)count)));
    }

    public long ByteCount => (long)_array.Length * ElementTypes.Size(_type);

    public Span<T> Elements<T>(int count)
        where T : unmanaged => ((T[])_array).AsSpan(0, count);

    public Span<byte> Bytes(int count) => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(_array), count * ElementTypes.Size(_type));

    public bool Holds<T>() => _array is T[] && (ElementTypes.Of<T>() == _type || (_type == ElementType.BFloat16 && typeof(T) == typeof(ushort)));

    /// <summary>An engine value over the first elements; the caller disposes it before the buffer is let go.</summary>
    public OrtValue Value(long[] shape)
    {
        var bytes = shape.Aggregate(1L, (product, extent) => product * extent) * ElementTypes.Size(_type);
        return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, (TensorElementType)(int)_type, shape, Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0), bytes);
    }

    private static Array Allocate(ElementType type, int count) => type switch
    {
        ElementType.Float32 => Pinned<float>(count),
        ElementType.Float64 => Pinned<double>(count),
        ElementType.Int64 => Pinned<long>(count),
        ElementType.Int32 => Pinned<int>(count),
        ElementType.Int16 => Pinned<short>(count),
        ElementType.Int8 => Pinned<sbyte>(count),
        ElementType.UInt64 => Pinned<ulong>(count),
        ElementType.UInt32 => Pinned<uint>(count),
        ElementType.UInt16 or ElementType.BFloat16 => Pinned<ushort>(count),
        ElementType.UInt8 => Pinned<byte>(count),
        ElementType.Boolean => Pinned<bool>(count),
        ElementType.Float16 => Pinned<Half>(count),
        _ => throw new OnnxException($"Element type {type} cannot be bound."),
    };

    private static T[] Pinned<T>(int count) => GC.AllocateArray<T>(count, pinned: true);
}
