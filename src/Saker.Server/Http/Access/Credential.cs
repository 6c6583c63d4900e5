using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Saker.Server.Http.Access;

/// <summary>What a request says about who sent it: a bearer credential, the header <c>x-api-key</c>, or a browser's session.</summary>
/// <param name="Text">The header or cookie as it came; null when there was none.</param>
/// <param name="Start">Where in it the credential begins.</param>
/// <param name="IsSession">Whether it is a session's cookie.</param>
internal readonly record struct Credential(string? Text, int Start, bool IsSession)
{
    public const string Cookie = "saker_session";
    private const string Scheme = "Bearer ";
    private const string KeyHeader = "x-api-key";

    public ReadOnlySpan<char> Span => Text.AsSpan(Start).Trim();

    /// <summary>Finds the credential; a header before a cookie, since only a program sets it. Allocates nothing for a header.</summary>
    public static Credential Find(HttpRequest request)
    {
        var headers = request.Headers;
        if (headers.Authorization is { Count: > 0 } authorization)
            return Single(authorization) is { } text && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
                ? new Credential(text, Scheme.Length, false)
                : new Credential("", 0, false);
        if (headers.TryGetValue(KeyHeader, out var key))
            return new Credential(Single(key) ?? "", 0, false);
        return headers.Cookie.Count > 0 && request.Cookies[Cookie] is { Length: > 0 } session ? new Credential(session, 0, true) : default;
    }

    // Several would let one part of a chain of servers believe one, and another part another.
    private static string? Single(StringValues values) => values.Count == 1 ? values[0] : null;
}
