using System.Buffers.Text;
using Saker.Data.Privacy.Keys;

namespace Saker.Data.Privacy.Transforms;

/// <summary>How a sealed value is written in a cell: <c>tok_</c> and base64url.</summary>
internal static class TokenText
{
    public const string Prefix = "tok_";

    public static string Write(ReadOnlySpan<byte> message) => Prefix + Base64Url.EncodeToString(message);

    /// <summary>The sealed value that begins at a place of the text, and where it ends; null when none does.</summary>
    public static byte[]? Read(string text, int start, out int end)
    {
        end = start + Prefix.Length;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_'))
            end++;
        var encoded = text.AsSpan(start + Prefix.Length, end - start - Prefix.Length);
        if (!Base64Url.IsValid(encoded))
            return null;
        var message = Base64Url.DecodeFromChars(encoded);
        return KeyRing.KeyOf(message) is null ? null : message;
    }
}
