using System.Buffers.Text;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Splits;

/// <summary>
/// The key of a request that a column of its first row is: a text as it is, a number as its shortest text. So 42 is one key whether it comes as a
/// whole number, as 42.0, or as the text of a header.
/// </summary>
internal static class FieldKey
{
    /// <summary>More than a number's text takes.</summary>
    public const int MaxNumberBytes = 32;

    /// <param name="call">Its inputs are read.</param>
    /// <param name="column">The input's name.</param>
    /// <param name="text">Takes the text of a number; at least <see cref="MaxNumberBytes"/> long.</param>
    /// <returns>Empty when the request has no such input, or a missing value.</returns>
    public static ReadOnlySpan<byte> Of(InferCall call, string column, Span<byte> text)
    {
        var inputs = call.Model.Inputs;
        for (var i = 0; i < inputs.Count; i++)
            if (inputs[i].Name == column)
                return call.Inputs[i] is { IsSet: true, Count: > 0 } input ? Of(input, text) : default;
        return default;
    }

    private static ReadOnlySpan<byte> Of(TensorBuffer input, Span<byte> text) => input.Type switch
    {
        ElementType.Text => input.Text(0),
        ElementType.Float64 => Of(input.Elements<double>()[0], text),
        ElementType.Float32 => Of(input.Elements<float>()[0], text),
        ElementType.Float16 => Of((float)input.Elements<Half>()[0], text),
        ElementType.Int64 => Whole(input.Elements<long>()[0], text),
        ElementType.Int32 => Whole(input.Elements<int>()[0], text),
        ElementType.Int16 => Whole(input.Elements<short>()[0], text),
        ElementType.Int8 => Whole(input.Elements<sbyte>()[0], text),
        ElementType.UInt64 => input.Elements<ulong>()[0] is var large && large <= long.MaxValue ? Whole((long)large, text) : Utf8(large, text),
        ElementType.UInt32 => Whole(input.Elements<uint>()[0], text),
        ElementType.UInt16 => Whole(input.Elements<ushort>()[0], text),
        ElementType.UInt8 or ElementType.Boolean => Whole(input.Bytes[0], text),
        _ => default,
    };

    private static ReadOnlySpan<byte> Of(double number, Span<byte> text)
    {
        if (double.IsNaN(number))
            return default;
        // As far as doubles hold every whole number.
        return Math.Abs(number) < 1L << 53 && Math.Floor(number) == number ? Whole((long)number, text)
            : Utf8Formatter.TryFormat(number, text, out var written) ? text[..written] : default;
    }

    private static ReadOnlySpan<byte> Of(float number, Span<byte> text)
    {
        if (float.IsNaN(number))
            return default;
        return Math.Abs(number) < 1L << 53 && MathF.Floor(number) == number ? Whole((long)number, text)
            : Utf8Formatter.TryFormat(number, text, out var written) ? text[..written] : default;
    }

    private static ReadOnlySpan<byte> Whole(long number, Span<byte> text) => Utf8Formatter.TryFormat(number, text, out var written) ? text[..written] : default;

    private static ReadOnlySpan<byte> Utf8(ulong number, Span<byte> text) => Utf8Formatter.TryFormat(number, text, out var written) ? text[..written] : default;
}
