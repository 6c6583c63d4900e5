using System.Text;

namespace Saker.Data.Sources;

/// <summary>Encodings of text by name, and by how a text begins. All refuse bytes that they do not have.</summary>
internal static class TextEncodings
{
    private static readonly DecoderFallback Strict = DecoderFallback.ExceptionFallback;

    /// <summary>The encoding of that name; null when there is none.</summary>
    public static Encoding? Find(string name)
    {
        var known = name.ToLowerInvariant() switch
        {
            "utf8" or "utf-8-sig" => "utf-8",
            "utf-16le" or "utf-16-le" or "utf16" => "utf-16",
            "utf-16be" or "utf-16-be" => "utf-16BE",
            "latin1" or "latin-1" => "iso-8859-1",
            "cp1252" or "ansi" => "windows-1252",
            var other => other,
        };
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(known, EncoderFallback.ExceptionFallback, Strict)
                ?? Encoding.GetEncoding(known, EncoderFallback.ExceptionFallback, Strict);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>What the first bytes of a text tell; null for UTF-8.</summary>
    public static Encoding? Detect(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
            return Find("utf-32");
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Find("utf-16");
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Find("utf-16BE");
        // Two ASCII letters at least, with zeros between: no text in UTF-8 begins so.
        if (start.Length < 4 || (start[0] == 0) == (start[1] == 0) || (start[0] == 0) != (start[2] == 0) || (start[1] == 0) != (start[3] == 0))
            return null;
        return Find(start[0] == 0 ? "utf-16BE" : "utf-16");
    }
}
