using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Saker.Dashboard.Hosting;
using Saker.Platform.Identity;

namespace Saker.Server.Tests.Dashboard.Catalogue;

/// <summary>The pages of a running server, or what their forms are sent to, by the routes that it has.</summary>
internal sealed class PageRoutes
{
    /// <summary>What a browser gets there is no page: files, streams, a part of a table, suggestions.</summary>
    private static readonly string[] s_noPages = ["/assets/{name}", "/completions/runs", "/experiments/{id}/rows", "/runs/{id}/file"];

    private readonly List<RouteEndpoint> _routes;

    /// <param name="source">The routes of the server.</param>
    /// <param name="method"><c>GET</c> for pages alone; any other for all that takes it.</param>
    public PageRoutes(EndpointDataSource source, string method = "GET") => _routes =
    [
        .. source.Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(method) is true && (method != "GET" || IsPage(route)))
            .OrderBy(route => route.RoutePattern.InboundPrecedence),
    ];

    /// <summary>Their patterns, such as <c>/models/{name}</c>.</summary>
    public IReadOnlyList<string> Pages => [.. _routes.Select(PatternOf)];

    /// <summary>Those that need no name of anything, and that a role may look at.</summary>
    public IReadOnlyList<string> PlainFor(Role role) =>
        [.. _routes.Where(route => route.RoutePattern.Parameters.Count == 0 && route.Metadata.GetMetadata<NeedsRole>()?.Role is var needed && (needed is null || needed <= role)).Select(PatternOf)];

    /// <summary>The role that a route asks for; null for none.</summary>
    public Role? RoleOf(string pattern) => _routes.Find(route => PatternOf(route) == pattern)?.Metadata.GetMetadata<NeedsRole>()?.Role;

    /// <summary>The pattern of the page at an address; null where no page is.</summary>
    public string? Find(string address)
    {
        var path = new PathString(Uri.UnescapeDataString(address.Split('?', '#')[0]));
        return _routes.Find(route => new TemplateMatcher(new RouteTemplate(route.RoutePattern), []).TryMatch(path, [])) is { } found ? PatternOf(found) : null;
    }

    // Signing in is the server's own page.
    private static bool IsPage(RouteEndpoint route) =>
        (route.Metadata.GetMetadata<MethodInfo>()?.DeclaringType?.Assembly == typeof(DashboardRoutes).Assembly && !s_noPages.Contains(PatternOf(route)) && !PatternOf(route).StartsWith("/live/", StringComparison.Ordinal))
        || PatternOf(route) == "/sign-in";

    private static string PatternOf(RouteEndpoint route) => "/" + route.RoutePattern.RawText?.Trim('/');
}
