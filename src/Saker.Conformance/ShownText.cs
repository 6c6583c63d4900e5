using System.Text;

namespace Saker.Conformance;

/// <summary>Bodies shortened to what a person reads.</summary>
internal static class ShownText
{
    private const int MaxChars = 1_200;
    private const int MaxBytes = 64;

    public static string Of(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return "(empty body)";
        try
        {
            return Of(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body));
        }
        catch (DecoderFallbackException)
        {
            return Hex(body);
        }
    }

    public static string Of(string text)
    {
        var shown = text.Length > MaxChars ? $"{text[..MaxChars]}... ({text.Length} characters)" : text;
        // Only line breaks and tabs may reach a terminal as they are.
        return string.Concat(shown.Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? $"\\u{(int)c:x4}" : c.ToString()));
    }

    private static string Hex(ReadOnlySpan<byte> body) =>
        $"({body.Length} bytes) {Convert.ToHexStringLower(body[..Math.Min(MaxBytes, body.Length)])}{(body.Length > MaxBytes ? "..." : "")}";
}
