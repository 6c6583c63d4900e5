using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Saker.Server.Telemetry;

/// <summary>What requests are counted and named by: words that the server has, never those that a client makes up.</summary>
internal static class HttpRoutes
{
    public const string Unmatched = "unmatched";

    private const string OtherMethod = "_OTHER";

    /// <summary>The pattern of the request's route; null where it has none.</summary>
    public static string? Find(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route ? (route.StartsWith('/') ? route : "/" + route) : null;

    public static string Method(string method) => method switch
    {
        "GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS" => method,
        _ => OtherMethod,
    };
}
