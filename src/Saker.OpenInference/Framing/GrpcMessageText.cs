using System.Text;

namespace Saker.OpenInference.Framing;

/// <summary>The percent-encoding of <c>grpc-message</c>: UTF-8, where all but printable ASCII, and the percent sign itself, is written as %XX.</summary>
public static class GrpcMessageText
{
    private const string Digits = "0123456789ABCDEF";

    public static string Encode(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 && !text.Contains('%'))
            return text;
        var encoded = new StringBuilder(text.Length + 16);
        foreach (var part in Encoding.UTF8.GetBytes(text))
        {
            if (part is >= (byte)' ' and <= (byte)'~' and not (byte)'%')
                encoded.Append((char)part);
            else
                encoded.Append('%').Append(Digits[part >> 4]).Append(Digits[part & 15]);
        }
        return encoded.ToString();
    }

    /// <summary>Reads what <see cref="Encode"/> wrote; what is not well encoded stays as it is, because an error must not hide an error.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains('%'))
            return text;
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var count = 0;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '%' && index + 2 < text.Length && char.IsAsciiHexDigit(text[index + 1]) && char.IsAsciiHexDigit(text[index + 2]))
            {
                bytes[count++] = Convert.ToByte(text.Substring(index + 1, 2), 16);
                index += 2;
            }
            else
            {
                count += Encoding.UTF8.GetBytes(text.AsSpan(index, 1), bytes.AsSpan(count));
            }
        }
        return Encoding.UTF8.GetString(bytes, 0, count);
    }
}
