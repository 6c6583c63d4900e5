using System.Runtime.InteropServices;
using Google.Protobuf;
using Saker.Onnx.Reading;
using Saker.Onnx.Wire;

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
            try
            {
                count = checked(count * extent);
            }
            catch (OverflowException)
            {
                throw new OnnxException($"A tensor of shape [{string.Join(", ", shape)}] is larger than can be counted.");
            }
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

    /// <summary>Brain floats, which .NET has no type for: the upper halves of float32 values.</summary>
    public static Tensor OfBFloat16(ushort[] bits, params ReadOnlySpan<long> shape) => new(ElementType.BFloat16, bits, shape.ToArray());

    /// <summary>Whole numbers of four bits.</summary>
    /// <param name="data">Elements from -8 to 7, in row-major order; kept, not copied.</param>
    /// <param name="shape">Extents; none for a scalar.</param>
    /// <exception cref="OnnxException">An element is out of this range.</exception>
    public static Tensor OfInt4(sbyte[] data, params ReadOnlySpan<long> shape) => Array.Find(data, value => value is < -8 or > 7) is var odd and not 0
        ? throw new OnnxException($"Four bits hold -8 to 7; {odd} was given.")
        : new(ElementType.Int4, data, shape.ToArray());

    /// <summary>A tensor of the same type with other elements.</summary>
    internal Tensor With(Array data, params ReadOnlySpan<long> shape) => new(Type, data, shape.ToArray());

    /// <summary>Reads a tensor stored by itself, as ONNX's own test data are (a <c>TensorProto</c> message).</summary>
    /// <exception cref="OnnxException">The bytes are no tensor that holds its data.</exception>
    public static Tensor Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return TensorReader.Read(TensorProto.Parser.ParseFrom(bytes), "The tensor");
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new OnnxException($"The bytes are not an ONNX tensor: {exception.Message}", exception);
        }
    }

    /// <summary>The elements; those of <see cref="ElementType.BFloat16"/> as <see cref="ushort"/> bits, those of <see cref="ElementType.Int4"/> as <see cref="sbyte"/>.</summary>
    /// <exception cref="OnnxException">The tensor holds another type.</exception>
    public ReadOnlySpan<T> Span<T>() => Data is T[] typed && (ElementTypes.Of<T>() == Type || (Type == ElementType.BFloat16 && typeof(T) == typeof(ushort)) || (Type == ElementType.Int4 && typeof(T) == typeof(sbyte)))
        ? typed
        : throw new OnnxException($"The tensor holds {Type}, not {typeof(T).Name}.");

    /// <summary>The elements' bytes, little-endian; not for text.</summary>
    internal ReadOnlySpan<byte> Bytes() => Data switch
    {
        string[] => throw new OnnxException("A text tensor has no raw bytes."),
        sbyte[] pairs when Type == ElementType.Int4 => FourBits.Pack(pairs),
        _ => MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(Data), Data.Length * ElementTypes.Size(Type)),
    };
}
