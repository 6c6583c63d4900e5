using System.Text.Json;
using Saker.Data;

namespace Saker.Server.Http.Rows;

/// <summary>What is said of a body that is no JSON: where it stops being it, as a byte position from 0.</summary>
internal static class JsonBody
{
    public static SakerException Malformed(JsonException exception, ReadOnlySpan<byte> body)
    {
        var position = Position(body, exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
        var reason = exception.Message;
        var cut = reason.IndexOf(" LineNumber:", StringComparison.Ordinal);
        if (cut >= 0)
            reason = reason[..cut];
        if (body.IsEmpty)
            reason = "It is empty.";
        return new SakerException(ErrorKind.InvalidInput, $"The body is not valid JSON at byte {position}: {reason}", "body", exception);
    }

    /// <summary>A name or a text in the JSON is half of a surrogate pair, on which the reader throws when it compares or unescapes it.</summary>
    public static SakerException NoUnicode(InvalidOperationException exception) =>
        new(ErrorKind.InvalidInput, "The body is not valid JSON: a text or a name in it is no valid Unicode, such as half of a surrogate pair.", "body", exception);

    /// <summary>Whether that is what the reader threw on; it has no exception of its own for it.</summary>
    public static bool IsNoUnicode(InvalidOperationException exception) =>
        exception.Source?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true && exception.Message.Contains("UTF-16", StringComparison.Ordinal);

    private static long Position(ReadOnlySpan<byte> body, long line, long inLine)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            var end = body[start..].IndexOf((byte)'\n');
            if (end < 0)
                break;
            start += end + 1;
        }
        return Math.Min(start + inLine, body.Length);
    }
}
