using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Dashboard.Rollouts;
using Saker.Platform.Retraining;
using Saker.Platform.Rollouts;

namespace Saker.Dashboard.Serving;

/// <summary>Pages of endpoints.</summary>
internal static class ServingRoutes
{
    /// <summary>How many attempts to train a model again its page shows.</summary>
    private const int MaxAttempts = 10;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/endpoints", Endpoints).ExcludeFromDescription();
        routes.MapGet("/live/endpoints", LiveAll).ExcludeFromDescription();
        routes.MapGet("/endpoints/{name}", Endpoint).ExcludeFromDescription();
        routes.MapGet("/live/endpoints/{name}", LiveOne).ExcludeFromDescription();
    }

    /// <summary>Numbers and chart, every second in which they change.</summary>
    public static LiveEvent LiveTraffic(Func<IReadOnlyList<EndpointView>> list) => new("traffic", _ => Task.FromResult(TrafficMessage.Write(list())));

    /// <summary>Names, states and versions, whenever they change.</summary>
    public static LiveEvent LiveEndpoints(IServiceProvider services, Func<IReadOnlyList<EndpointView>> list) => new(
        "endpoints",
        _ => Rendering.RenderAsync<EndpointsSection>(services, Pages.Parameters((nameof(EndpointsSection.Endpoints), list()))))
    {
        // Traffic has an event of its own that moves nothing on the page.
        Version = () => string.Join('\n', list().Select(endpoint => endpoint.Status)),
    };

    private static IResult Endpoints(EndpointViews endpoints) =>
        Pages.Show<EndpointsPage>((nameof(EndpointsPage.Endpoints), endpoints.List()));

    private static Task LiveAll(HttpContext context, LiveStreams streams, EndpointViews endpoints) =>
        streams.RunAsync(context, [LiveTraffic(endpoints.List), LiveEndpoints(context.RequestServices, endpoints.List)]);

    private static async Task<IResult> Endpoint(string name, EndpointViews endpoints, Retrainer retrainer, RolloutReader rollouts, IRolloutStore policies, HttpRequest request, CancellationToken cancellationToken) => Pages.Show<EndpointPage>(
        (nameof(EndpointPage.Endpoint), endpoints.Find(name) ?? throw Pages.Missing("endpoint", name, "/endpoints")),
        (nameof(EndpointPage.Rollouts), await rollouts.ListAsync(new RolloutQuery { Endpoint = name, Max = RolloutRoutes.MaxOfEndpoint }, cancellationToken)),
        (nameof(EndpointPage.RolloutPolicy), await policies.FindPolicyAsync(name, cancellationToken)),
        (nameof(EndpointPage.Retraining), await retrainer.FindAsync(name, MaxAttempts, cancellationToken)),
        (nameof(EndpointPage.Server), Pages.Server(request)));

    private static Task LiveOne(string name, HttpContext context, LiveStreams streams, EndpointViews endpoints, RolloutReader rollouts, IRolloutStore policies)
    {
        IReadOnlyList<EndpointView> One() => endpoints.Find(name) is { } endpoint ? [endpoint] : [];
        return streams.RunAsync(context, [LiveTraffic(One), LiveEndpoints(context.RequestServices, One), RolloutRoutes.LiveOf(context.RequestServices, rollouts, policies, name)]);
    }
}
