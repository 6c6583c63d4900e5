using Microsoft.AspNetCore.Http;

namespace Saker.Server.Http.Access;

/// <summary>
/// Whether a browser says that a page of ours made the request. What changes something and is believed for a cookie must come from
/// there: a foreign page can make a browser send, but cannot choose these headers (Fetch standard).
/// </summary>
internal static class SameOrigin
{
    public static bool IsFrom(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ } site])
            return site is "same-origin";
        return request.Headers.Origin is [{ } origin] && origin == $"{request.Scheme}://{request.Host}";
    }

    /// <summary>
    /// Whether a browser says that a page of somebody else made the request. Where nobody must say who they are, such a page could
    /// otherwise change what it likes; programs say nothing of where they come from.
    /// </summary>
    public static bool IsForeign(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ } site])
            return site is not ("same-origin" or "none");
        // The scheme may be a proxy's.
        return request.Headers.Origin is [{ } origin] && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }

    /// <summary>Whether a request only reads.</summary>
    public static bool IsReading(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
}
