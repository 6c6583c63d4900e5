namespace Saker.Server.Http.Rows;

/// <summary>
/// Finds NaN, Infinity and -Infinity where a JSON value should stand. Many writers (Python's among them) produce them, JSON
/// has no such thing, and a caller is helped more by the row and field than by a byte position. So when a body does not
/// parse, each such token is overwritten by an empty list of the same length, and its position is kept.
/// </summary>
internal static class BareTokens
{
    private static ReadOnlySpan<byte> NaN => "NaN"u8;

    private static ReadOnlySpan<byte> Infinity => "Infinity"u8;

    private static ReadOnlySpan<byte> MinusInfinity => "-Infinity"u8;

    /// <summary>Overwrites the tokens in place; gives position to token, or null when there are none.</summary>
    public static Dictionary<long, string>? Replace(Span<byte> body)
    {
        Dictionary<long, string>? found = null;
        for (var at = 0; at < body.Length;)
        {
            if (body[at] == (byte)'"')
            {
                at = EndOfText(body, at);
                continue;
            }
            var token = TokenAt(body[at..]);
            if (token is not null)
            {
                (found ??= []).Add(at, token);
                body.Slice(at, token.Length).Fill((byte)' ');
                body[at] = (byte)'[';
                body[at + token.Length - 1] = (byte)']';
            }
            at += token?.Length ?? 1;
        }
        return found;
    }

    private static string? TokenAt(ReadOnlySpan<byte> rest) =>
        rest[0] == (byte)'N' && rest.StartsWith(NaN) ? "NaN"
        : rest[0] == (byte)'I' && rest.StartsWith(Infinity) ? "Infinity"
        : rest[0] == (byte)'-' && rest.StartsWith(MinusInfinity) ? "-Infinity"
        : null;

    private static int EndOfText(ReadOnlySpan<byte> body, int start)
    {
        for (var at = start + 1; at < body.Length; at++)
        {
            if (body[at] == (byte)'\\')
                at++;
            else if (body[at] == (byte)'"')
                return at + 1;
        }
        return body.Length;
    }
}
