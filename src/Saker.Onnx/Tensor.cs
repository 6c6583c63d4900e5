using System.Runtime.InteropServices;

namespace Saker.Onnx;

/// <summary>A dense tensor in managed memory, row-major.</summary>
public sealed class Tensor
{
    private Tensor(ElementType type, Array data, long[] shape)
    {
        var count = 1L;
        foreach (var extent in shape)
        {
            if (extent < 0)
                throw new OnnxException($"A tensor's extents must be 0 or more; got [{string.Join(", ", shape)}].");
            count = checked(count * extent);
        }
        if (count != data.Length)
            throw new OnnxException($"A tensor of shape [{string.Join(", ", shape)}] has {count} elements; {data.Length} were given.");
        Type = type;
        Data = data;
        Shape = shape;
    }

    public ElementType Type { get; }

    /// <summary>Extents, outermost first; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    public int Count => Data.Length;

    internal Array Data { get; }

    /// <param name="data">Elements in row-major order; kept, not copied.</param>
    /// <param name="shape">Extents; none for a scalar.</param>
    public static Tensor Of<T>(T[] data, params ReadOnlySpan<long> shape) => new(ElementTypes.Of<T>(), data, shape.ToArray());

    public static Tensor Scalar<T>(T value) => Of([value]);

    public static Tensor Vector<T>(params T[] data) => Of(data, data.Length);

    /// <summary>The elements.</summary>
    /// <exception cref="OnnxException">The tensor holds another type.</exception>
    public ReadOnlySpan<T> Span<T>() => Data is T[] typed && ElementTypes.Of<T>() == Type
        ? typed
        : throw new OnnxException($"The tensor holds {Type}, not {typeof(T).Name}.");

    /// <summary>The elements' bytes, little-endian; not for text.</summary>
    internal ReadOnlySpan<byte> Bytes() => Data switch
    {
        string[] => throw new OnnxException("A text tensor has no raw bytes."),
        _ => MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(Data), Data.Length * ElementTypes.Size(Type)),
    };
}
