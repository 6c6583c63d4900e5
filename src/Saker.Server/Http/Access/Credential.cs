using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Saker.Server.Http.Access;

/// <summary>What a request says about who sent it: a bearer credential, a password, the header <c>x-api-key</c>, or a browser's session.</summary>
/// <param name="Text">The header or cookie as it came; null when there was none.</param>
/// <param name="Start">Where in it the credential begins.</param>
/// <param name="IsSession">Whether it is a session's cookie.</param>
internal readonly record struct Credential(string? Text, int Start, bool IsSession)
{
    public const string Cookie = "saker_session";
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";
    private const int MaxPairLength = 8192;
    private const string KeyHeader = "x-api-key";

    public ReadOnlySpan<char> Span => Text.AsSpan(Start).Trim();

    /// <summary>Finds the credential; a header before a cookie, since only a program sets it. Allocates nothing for a header.</summary>
    public static Credential Find(HttpRequest request)
    {
        var headers = request.Headers;
        if (headers.Authorization is { Count: > 0 } authorization)
            return OfHeader(Single(authorization) ?? "");
        if (headers.TryGetValue(KeyHeader, out var key))
            return new Credential(Single(key) ?? "", 0, false);
        return headers.Cookie.Count > 0 && request.Cookies[Cookie] is { Length: > 0 } session ? new Credential(session, 0, true) : default;
    }

    private static Credential OfHeader(string text) =>
        text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? new Credential(text, Bearer.Length, false)
        : text.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) ? new Credential(Password(text.AsSpan(Basic.Length)), 0, false)
        : new Credential("", 0, false);

    // MLflow's clients know a user's name and password: the key is the password, and the name says nothing.
    private static string Password(ReadOnlySpan<char> encoded)
    {
        Span<byte> decoded = stackalloc byte[MaxPairLength];
        return encoded.Length <= MaxPairLength && Convert.TryFromBase64Chars(encoded.Trim(), decoded, out var length) && decoded[..length].IndexOf((byte)':') is >= 0 and var colon
            ? Encoding.UTF8.GetString(decoded[(colon + 1)..length])
            : "";
    }

    // Several would let one part of a chain of servers believe one, and another part another.
    private static string? Single(StringValues values) => values.Count == 1 ? values[0] : null;
}
