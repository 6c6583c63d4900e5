using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Saker.Onnx.Batches;

namespace Saker.Server.Http.Rows;

/// <summary>Puts JSON texts into a tensor as UTF-8, without a string between.</summary>
internal static class TextCells
{
    private const int MaxStackBytes = 256;

    /// <summary>False when the text is no valid Unicode, such as a lone surrogate.</summary>
    /// <param name="reader">Stands on a string.</param>
    /// <param name="into">A text tensor.</param>
    /// <param name="index">Which element.</param>
    public static bool TryStore(ref Utf8JsonReader reader, TensorBuffer into, int index)
    {
        if (!reader.ValueIsEscaped)
        {
            var isValid = Utf8.IsValid(reader.ValueSpan);
            if (isValid)
                into.SetText(index, reader.ValueSpan);
            return isValid;
        }
        // Unescaped it is never longer.
        var length = reader.ValueSpan.Length;
        var rented = length > MaxStackBytes ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> text = rented ?? stackalloc byte[MaxStackBytes];
        try
        {
            into.SetText(index, text[..reader.CopyString(text)]);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        finally
        {
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
