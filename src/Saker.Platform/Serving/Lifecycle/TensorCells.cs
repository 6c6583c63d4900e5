using System.Runtime.InteropServices;
using Saker.Onnx;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>Writes numbers as elements of tensors, little-endian.</summary>
internal static class TensorCells
{
    /// <summary>Whether elements may have digits behind the point.</summary>
    public static bool IsReal(ElementType type) => type is ElementType.Float16 or ElementType.BFloat16 or ElementType.Float32 or ElementType.Float64;

    /// <summary>Writes a number, rounded to what the type holds.</summary>
    public static void Write(Span<byte> element, ElementType type, double number)
    {
        switch (type)
        {
            case ElementType.Float64:
                MemoryMarshal.Write(element, number);
                break;
            case ElementType.Float32:
                MemoryMarshal.Write(element, (float)number);
                break;
            case ElementType.Float16:
                MemoryMarshal.Write(element, (Half)number);
                break;
            case ElementType.BFloat16:
                MemoryMarshal.Write(element, (ushort)(BitConverter.SingleToUInt32Bits((float)number) >> 16));
                break;
            default:
                WriteWhole(element, (long)Math.Round(number, MidpointRounding.ToEven));
                break;
        }
    }

    /// <summary>Writes a whole number; false where the type does not hold it.</summary>
    public static bool TryWrite(Span<byte> element, ElementType type, long whole)
    {
        var bits = element.Length * 8;
        var isSigned = type is ElementType.Int8 or ElementType.Int16 or ElementType.Int32 or ElementType.Int64;
        if (isSigned ? whole >> (bits - 1) is not (0 or -1) : whole < 0 || (bits < 64 && whole >> bits != 0))
            return false;
        WriteWhole(element, whole);
        return true;
    }

    private static void WriteWhole(Span<byte> element, long whole) => MemoryMarshal.AsBytes(new ReadOnlySpan<long>(ref whole))[..element.Length].CopyTo(element);
}
