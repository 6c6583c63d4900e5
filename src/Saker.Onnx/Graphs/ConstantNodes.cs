namespace Saker.Onnx.Graphs;

/// <summary>Constants of a chosen element type.</summary>
public static class ConstantNodes
{
    /// <summary>A scalar of the given numeric or boolean type; it broadcasts against any shape.</summary>
    /// <exception cref="OnnxException">The number cannot be held by the type without loss of range, or the type is text.</exception>
    public static Value Scalar(this GraphBuilder graph, ElementType type, double number)
    {
        try
        {
            return graph.Constant(Number(type, number));
        }
        catch (OverflowException exception)
        {
            throw new OnnxException($"{number} is not a value of {type}.", exception);
        }
    }

    /// <summary>A vector of int64, as shapes, axes and indices are given.</summary>
    public static Value Integers(this GraphBuilder graph, params ReadOnlySpan<long> values) => graph.Constant(Tensor.Vector(values.ToArray()));

    private static Tensor Number(ElementType type, double number) => type switch
    {
        ElementType.Float32 => Tensor.Scalar((float)number),
        ElementType.Float64 => Tensor.Scalar(number),
        ElementType.Float16 => Tensor.Scalar((Half)number),
        ElementType.Int64 => Tensor.Scalar(checked((long)number)),
        ElementType.Int32 => Tensor.Scalar(checked((int)number)),
        ElementType.Int16 => Tensor.Scalar(checked((short)number)),
        ElementType.Int8 => Tensor.Scalar(checked((sbyte)number)),
        ElementType.UInt64 => Tensor.Scalar(checked((ulong)number)),
        ElementType.UInt32 => Tensor.Scalar(checked((uint)number)),
        ElementType.UInt16 => Tensor.Scalar(checked((ushort)number)),
        ElementType.UInt8 => Tensor.Scalar(checked((byte)number)),
        ElementType.Boolean => Tensor.Scalar(number != 0),
        _ => throw new OnnxException($"There is no number constant of {type}."),
    };
}
