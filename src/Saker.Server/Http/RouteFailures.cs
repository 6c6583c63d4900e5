using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Saker.Client;

namespace Saker.Server.Http;

/// <summary>Says in the OpenAPI document how a route can fail.</summary>
internal static class RouteFailures
{
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            route.Produces<ProblemInfo>(status, ErrorResponses.ProblemType);
        return route;
    }
}
