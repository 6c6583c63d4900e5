using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Platform.Rollouts;

namespace Saker.Dashboard.Rollouts;

/// <summary>Pages of how versions come to endpoints.</summary>
internal static class RolloutRoutes
{
    /// <summary>How many the page of an endpoint lists.</summary>
    public const int MaxOfEndpoint = 5;

    private const int MaxPast = 50;

    // Pictures of all guards are much to send; what they show changes slowly.
    private static readonly TimeSpan s_picturesEvery = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rollouts", RolloutsAsync).ExcludeFromDescription();
        routes.MapGet("/rollouts/{id}", RolloutAsync).ExcludeFromDescription();
        routes.MapGet("/live/rollouts", LiveAll).ExcludeFromDescription();
        routes.MapGet("/live/rollouts/{id}", LiveOneAsync).ExcludeFromDescription();
    }

    /// <summary>What of the first page is about rollouts.</summary>
    public static LiveEvent LiveOpen(IServiceProvider services, RolloutReader rollouts) => new(
        "rollouts",
        async token => await Rendering.RenderAsync<OpenRollouts>(services, Pages.Parameters((nameof(OpenRollouts.Rollouts), await rollouts.ListOpenAsync(token)))));

    /// <summary>What of an endpoint's page is about rollouts.</summary>
    public static LiveEvent LiveOf(IServiceProvider services, RolloutReader rollouts, IRolloutStore policies, string endpoint) => new(
        "rollouts",
        async token => await Rendering.RenderAsync<EndpointRollouts>(services, Pages.Parameters(
            (nameof(EndpointRollouts.Endpoint), endpoint),
            (nameof(EndpointRollouts.Rollouts), await rollouts.ListAsync(new RolloutQuery { Endpoint = endpoint, Max = MaxOfEndpoint }, token)),
            (nameof(EndpointRollouts.Policy), await policies.FindPolicyAsync(endpoint, token)))));

    private static async Task<IResult> RolloutsAsync(string? before, RolloutReader rollouts, CancellationToken cancellationToken)
    {
        // One more tells whether there is another page.
        var past = await rollouts.ListAsync(new RolloutQuery { IsOpen = false, Before = before, Max = MaxPast + 1 }, cancellationToken);
        return Pages.Show<RolloutsPage>(
            (nameof(RolloutsPage.Open), await rollouts.ListOpenAsync(cancellationToken)),
            (nameof(RolloutsPage.Past), past.Take(MaxPast).ToList()),
            (nameof(RolloutsPage.Older), past.Count > MaxPast ? past[MaxPast - 1].Rollout.Id : null),
            (nameof(RolloutsPage.IsFirst), before is null));
    }

    private static async Task<IResult> RolloutAsync(string id, RolloutReader rollouts, CancellationToken cancellationToken) =>
        Pages.Show<RolloutPage>((nameof(RolloutPage.Look), await rollouts.FindAsync(id, cancellationToken) ?? throw Pages.Missing("rollout", id, "/rollouts")));

    private static Task LiveAll(HttpContext context, LiveStreams streams, RolloutReader rollouts) => streams.RunAsync(
        context,
        [
            new LiveEvent("under-way", async token => await Rendering.RenderAsync<RolloutTable>(
                context.RequestServices,
                Pages.Parameters((nameof(RolloutTable.Rollouts), await rollouts.ListOpenAsync(token)), (nameof(RolloutTable.Name), RolloutsPage.OpenName), (nameof(RolloutTable.Nothing), RolloutsPage.NothingOpen)))),
        ]);

    private static async Task LiveOneAsync(string id, HttpContext context, LiveStreams streams, RolloutReader rollouts, TimeProvider time, CancellationToken cancellationToken)
    {
        var look = await rollouts.FindAsync(id, cancellationToken) ?? throw Pages.Missing("rollout", id, "/rollouts");
        var drawn = long.MinValue;
        var caller = context.Features.Get<Saker.Platform.Identity.AccessGrant>();
        await streams.RunAsync(
            context,
            [
                // The first looks, the others show what it saw.
                new LiveEvent("state", async token =>
                {
                    var slice = Slice();
                    look = await rollouts.LookAgainAsync(look, withTrail: slice != drawn, token) ?? look;
                    drawn = slice;
                    return await Rendering.RenderAsync<RolloutStanding>(context.RequestServices, Pages.Parameters((nameof(RolloutStanding.Look), look)));
                }),
                new LiveEvent("acts", _ => Rendering.RenderAsync<RolloutActs>(context.RequestServices, Pages.Parameters((nameof(RolloutActs.Rollout), look.Rollout), (nameof(RolloutActs.Caller), caller)))) { Version = Revision },
                new LiveEvent("guards", _ => Rendering.RenderAsync<GuardTable>(context.RequestServices, Pages.Parameters((nameof(GuardTable.Verdicts), look.Evidence.Verdicts), (nameof(GuardTable.Arms), look.Rollout.Arms)))),
                new LiveEvent("pictures", _ => Rendering.RenderAsync<GuardPictures>(context.RequestServices, Pages.Parameters((nameof(GuardPictures.Look), look)))) { Version = () => look.Rollout.IsOpen ? $"{Revision()} {drawn}" : Revision() },
                new LiveEvent("timeline", _ => Rendering.RenderAsync<RolloutTimeline>(context.RequestServices, Pages.Parameters((nameof(RolloutTimeline.Look), look)))) { Version = Revision },
            ]);

        string Revision() => look.Rollout.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture);

        long Slice() => time.GetUtcNow().Ticks / s_picturesEvery.Ticks;
    }
}
