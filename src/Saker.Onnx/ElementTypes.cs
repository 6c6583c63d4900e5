namespace Saker.Onnx;

/// <summary>What can be said of an <see cref="ElementType"/>.</summary>
public static class ElementTypes
{
    /// <summary>The types that what goes into a model and comes out of it may have: all but those in which weights alone are stored.</summary>
    public static IReadOnlyList<ElementType> OfValues { get; } = [.. Enum.GetValues<ElementType>().Where(type => type != ElementType.Int4)];

    /// <summary>The element type that holds values of <typeparamref name="T"/>.</summary>
    public static ElementType Of<T>() =>
        typeof(T) == typeof(float) ? ElementType.Float32
        : typeof(T) == typeof(double) ? ElementType.Float64
        : typeof(T) == typeof(long) ? ElementType.Int64
        : typeof(T) == typeof(int) ? ElementType.Int32
        : typeof(T) == typeof(string) ? ElementType.Text
        : typeof(T) == typeof(bool) ? ElementType.Boolean
        : typeof(T) == typeof(byte) ? ElementType.UInt8
        : typeof(T) == typeof(sbyte) ? ElementType.Int8
        : typeof(T) == typeof(short) ? ElementType.Int16
        : typeof(T) == typeof(ushort) ? ElementType.UInt16
        : typeof(T) == typeof(uint) ? ElementType.UInt32
        : typeof(T) == typeof(ulong) ? ElementType.UInt64
        : typeof(T) == typeof(Half) ? ElementType.Float16
        : throw new OnnxException($"ONNX has no element type for {typeof(T)}.");

    /// <summary>Bytes an element takes; text has no fixed size and gives 0.</summary>
    public static int Size(ElementType type) => type switch
    {
        ElementType.UInt8 or ElementType.Int8 or ElementType.Boolean => 1,
        ElementType.UInt16 or ElementType.Int16 or ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.Float32 or ElementType.Int32 or ElementType.UInt32 => 4,
        ElementType.Float64 or ElementType.Int64 or ElementType.UInt64 => 8,
        ElementType.Text => 0,
        _ => throw new OnnxException($"Element type {type} is not supported."),
    };

    public static bool IsFloatingPoint(ElementType type) => type is ElementType.Float32 or ElementType.Float64 or ElementType.Float16 or ElementType.BFloat16;

    public static bool IsNumeric(ElementType type) => type is not (ElementType.Text or ElementType.Boolean) && Enum.IsDefined(type);
}
