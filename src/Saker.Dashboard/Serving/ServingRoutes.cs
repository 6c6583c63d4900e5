using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Dashboard.Serving.Listing;
using Saker.Dashboard.Serving.Trying;

namespace Saker.Dashboard.Serving;

/// <summary>The list of endpoints, and what other pages show of them.</summary>
internal static class ServingRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/endpoints", EndpointsAsync).ExcludeFromDescription();
        routes.MapGet("/live/endpoints", LiveAll).ExcludeFromDescription();
        EndpointRoutes.Map(routes);
        TryRoutes.Map(routes);
    }

    /// <summary>Numbers and chart, every second in which they change.</summary>
    public static LiveEvent LiveTraffic(Func<IReadOnlyList<EndpointView>> list) => new("traffic", _ => Task.FromResult(TrafficMessage.Write(list())));

    private static async Task<IResult> EndpointsAsync(HttpRequest request, EndpointLines lines, CancellationToken cancellationToken)
    {
        var asked = EndpointListRequest.Of(request.Query);
        return Pages.Show<EndpointsPage>(
            (nameof(EndpointsPage.Lines), await lines.ListAsync(asked, cancellationToken)), (nameof(EndpointsPage.AllCount), lines.CountAll()), (nameof(EndpointsPage.Request), asked));
    }

    private static Task LiveAll(HttpContext context, LiveStreams streams, EndpointLines lines, EndpointViews endpoints)
    {
        var asked = EndpointListRequest.Of(context.Request.Query);
        return streams.RunAsync(
            context,
            [
                LiveTraffic(() => [.. endpoints.List().Where(endpoint => EndpointLines.IsWanted(endpoint, asked))]),
                new LiveEvent("endpoints", async token => await Rendering.RenderAsync<EndpointTable>(context.RequestServices, Pages.Parameters((nameof(EndpointTable.Lines), await lines.ListAsync(asked, token)))))
                {
                    // Traffic has an event of its own that moves nothing on the page.
                    VersionAsync = async token => string.Join('\n', (await lines.ListAsync(asked, token)).OrderBy(line => line.View.Name, StringComparer.Ordinal).Select(line => line.Version)),
                },
            ]);
    }
}
