using System.Buffers.Text;
using Saker.Data.Privacy.Keys;

namespace Saker.Data.Privacy.Transforms;

/// <summary>How a sealed value is written in a cell: <c>tok_</c>, base64url and <c>~</c>, which ends it whatever text follows.</summary>
internal static class TokenText
{
    public const string Prefix = "tok_";
    public const char End = '~';

    // Characters that hold the kind and the key's id.
    private const int HeadLength = Sealer.HeadBytes / 3 * 4;

    public static string Write(ReadOnlySpan<byte> message) => $"{Prefix}{Base64Url.EncodeToString(message)}{End}";

    /// <summary>Where the letters, digits and signs of base64url that begin at a place are over.</summary>
    public static int EndOf(string text, int start)
    {
        while (start < text.Length && (char.IsAsciiLetterOrDigit(text[start]) || text[start] is '-' or '_'))
            start++;
        return start;
    }

    /// <summary>The key that a sealed value names in its first characters; null when it is none. The rest is not looked at.</summary>
    public static KeyId? KeyOf(ReadOnlySpan<char> encoded)
    {
        Span<byte> head = stackalloc byte[Sealer.OverheadBytes];
        head.Clear();
        return encoded.Length > HeadLength && Base64Url.DecodeFromChars(encoded[..HeadLength], head) == Sealer.HeadBytes ? Sealer.KeyOf(head) : null;
    }

    /// <summary>The sealed value; null when it is none.</summary>
    public static byte[]? Read(ReadOnlySpan<char> encoded)
    {
        if (KeyOf(encoded) is null || !Base64Url.IsValid(encoded))
            return null;
        var message = Base64Url.DecodeFromChars(encoded);
        return KeyRing.KeyOf(message) is null ? null : message;
    }
}
