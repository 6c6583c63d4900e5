using System.Buffers.Text;

namespace Saker.Benchmarks.Serving;

/// <summary>Just enough of HTTP/1.1 to know where an answer ends.</summary>
internal static class HttpAnswer
{
    /// <summary>The bytes of the first answer; 0 when it is not whole.</summary>
    public static int Length(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return 0;
        var body = head + 4;
        var at = bytes[..head].IndexOf("Content-Length: "u8);
        if (at < 0)
        {
            var end = bytes[body..].IndexOf("0\r\n\r\n"u8);
            return end < 0 ? 0 : body + end + 5;
        }
        Utf8Parser.TryParse(bytes[(at + "Content-Length: ".Length)..], out int length, out _);
        return bytes.Length >= body + length ? body + length : 0;
    }
}
