using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Rollouts;
using Saker.Platform.Rollouts.Planning;
using Saker.Platform.Serving;

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
        routes.MapGet("/rollouts/start", StartAsync).WithMetadata(new NeedsRole(Role.Deployer)).ExcludeFromDescription();
        routes.MapGet("/rollouts/{id}", RolloutAsync).ExcludeFromDescription();
        routes.MapGet("/live/rollouts", LiveAll).ExcludeFromDescription();
        routes.MapGet("/live/rollouts/{id}", LiveOneAsync).ExcludeFromDescription();
    }

    /// <summary>What of an endpoint's page is about rollouts.</summary>
    public static LiveEvent LiveOf(HttpContext context, RolloutReader rollouts, IRolloutStore policies, string endpoint) => new(
        "rollouts",
        async token => await Rendering.RenderAsync<EndpointRollouts>(
            context,
            (nameof(EndpointRollouts.Endpoint), endpoint),
            (nameof(EndpointRollouts.Rollouts), await rollouts.ListAsync(new RolloutQuery { Endpoint = endpoint, Max = MaxOfEndpoint }, token)),
            (nameof(EndpointRollouts.Policy), await policies.FindPolicyAsync(endpoint, token))));

    private static async Task<IResult> RolloutsAsync(string? before, RolloutReader rollouts, CancellationToken cancellationToken)
    {
        var (past, older) = await ListPastAsync(before, rollouts, cancellationToken);
        return Pages.Show<RolloutsPage>(
            (nameof(RolloutsPage.Open), await rollouts.ListOpenAsync(cancellationToken)),
            (nameof(RolloutsPage.Past), past),
            (nameof(RolloutsPage.Older), older),
            (nameof(RolloutsPage.IsFirst), before is null));
    }

    private static async Task<(IReadOnlyList<RolloutLook> Past, string? Older)> ListPastAsync(string? before, RolloutReader rollouts, CancellationToken cancellationToken)
    {
        // One more tells whether there is another page.
        var past = await rollouts.ListAsync(new RolloutQuery { IsOpen = false, Before = before, Max = MaxPast + 1 }, cancellationToken);
        return ([.. past.Take(MaxPast)], past.Count > MaxPast ? past[MaxPast - 1].Rollout.Id : null);
    }

    private static async Task<IResult> RolloutAsync(string id, long? before, RolloutReader rollouts, CancellationToken cancellationToken)
    {
        var look = await rollouts.FindAsync(id, cancellationToken) ?? throw Pages.Missing("rollout", id, "/rollouts");
        // Pictures are of the newest decisions, whichever the timeline shows.
        var earlier = before is { } revision ? (await rollouts.ListDecisionsAsync(id, revision, cancellationToken)).Decisions : null;
        return Pages.Show<RolloutPage>((nameof(RolloutPage.Look), look), (nameof(RolloutPage.Earlier), earlier));
    }

    // The form, and once it is filled in what is to be expected of it; nothing is started by looking.
    private static async Task<IResult> StartAsync(HttpRequest request, IEndpointStore endpoints, RolloutDesk desk, RolloutPlanner planner, CancellationToken cancellationToken)
    {
        var fields = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        var known = await endpoints.ListAsync(cancellationToken);
        var endpoint = fields.TryGetValue("endpoint", out var name) ? known.FirstOrDefault(one => one.Name == name) ?? throw Pages.Missing("endpoint", name, "/rollouts/start") : null;
        var (policy, plan, fault) = (endpoint is null ? null : await desk.FindPolicyAsync(endpoint.Name, cancellationToken), (RolloutPlan?)null, (SakerException?)null);
        if (endpoint is not null && fields.ContainsKey(RolloutStartPage.PlanField))
        {
            try
            {
                plan = await PlanAsync(endpoint, fields, policy?.Settings, planner, cancellationToken);
            }
            catch (SakerException refused) when (refused.Kind is ErrorKind.InvalidInput or ErrorKind.NotFound)
            {
                fault = refused;
            }
        }
        return Pages.Show<RolloutStartPage>(
            (nameof(RolloutStartPage.Endpoints), known),
            (nameof(RolloutStartPage.Endpoint), endpoint),
            (nameof(RolloutStartPage.Fields), fields),
            (nameof(RolloutStartPage.Settings), policy?.Settings ?? new RolloutSettings()),
            (nameof(RolloutStartPage.Plan), plan),
            (nameof(RolloutStartPage.Fault), fault));
    }

    private static Task<RolloutPlan> PlanAsync(Saker.Platform.Serving.Endpoint endpoint, Dictionary<string, string> fields, RolloutSettings? policy, RolloutPlanner planner, CancellationToken cancellationToken)
    {
        var settings = RolloutFields.Read(fields).Apply(policy ?? new RolloutSettings());
        var models = fields.GetValueOrDefault("model", "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        return planner.PlanAsync(new PlanRequest { Endpoint = endpoint.Name, Settings = settings with { Strategy = settings.Strategy ?? RolloutKind.Canary }, CandidateCount = Math.Max(1, models.Length) }, cancellationToken);
    }

    private static Task LiveAll(HttpContext context, LiveStreams streams, RolloutReader rollouts)
    {
        // The first looks; whatever ends leaves what is open, or was begun since.
        IReadOnlyList<RolloutLook> open = [];
        string? newest = null;
        return streams.RunAsync(
            context,
            [
                new LiveEvent("under-way", async token =>
                {
                    open = await rollouts.ListOpenAsync(token);
                    newest = (await rollouts.ListAsync(new RolloutQuery { IsOpen = false, Max = 1 }, token)) is [var last] ? last.Rollout.Id : null;
                    return await Rendering.RenderAsync<RolloutsUnderWay>(context, (nameof(RolloutsUnderWay.Open), open), (nameof(RolloutsUnderWay.IsEmpty), newest is null));
                }),
                new LiveEvent("past", async token =>
                {
                    var (past, older) = await ListPastAsync(before: null, rollouts, token);
                    return await Rendering.RenderAsync<RolloutsPast>(context, (nameof(RolloutsPast.Past), past), (nameof(RolloutsPast.Older), older), (nameof(RolloutsPast.IsFirst), true));
                })
                {
                    Version = () => string.Join(' ', open.Select(look => look.Rollout.Id).Prepend(newest)),
                },
            ]);
    }

    private static async Task LiveOneAsync(string id, HttpContext context, LiveStreams streams, RolloutReader rollouts, TimeProvider time, CancellationToken cancellationToken)
    {
        var look = await rollouts.FindAsync(id, cancellationToken) ?? throw Pages.Missing("rollout", id, "/rollouts");
        var drawn = long.MinValue;
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
                new LiveEvent("acts", _ => Rendering.RenderAsync<RolloutActs>(context, (nameof(RolloutActs.Rollout), look.Rollout))) { Version = Revision },
                new LiveEvent("guards", _ => Rendering.RenderAsync<GuardTable>(context.RequestServices, Pages.Parameters((nameof(GuardTable.Verdicts), look.Evidence.Verdicts), (nameof(GuardTable.Arms), look.Rollout.Arms)))),
                // Which pictures there are changes seldom; what they show goes to them as numbers.
                new LiveEvent("pictures", _ => Rendering.RenderAsync<GuardPictures>(context.RequestServices, Pages.Parameters((nameof(GuardPictures.Look), look))))
                {
                    Version = () => string.Join('\n', look.Evidence.Verdicts.Where(verdict => RolloutChart.CanDraw(look, verdict)).Select(verdict => $"{verdict.Guard} {verdict.Arm} {verdict.Outcome}")),
                },
                new LiveEvent(RolloutChart.Feed, _ => Task.FromResult(RolloutChart.Write(look))) { Version = () => look.Rollout.IsOpen ? $"{Revision()} {drawn}" : Revision() },
                new LiveEvent("rewards", _ => Rendering.RenderAsync<ArmRewards>(context.RequestServices, Pages.Parameters((nameof(ArmRewards.Look), look)))) { Version = () => $"{Revision()} {string.Join(' ', look.Evidence.Rewards)}" },
                new LiveEvent("shadow", _ => Rendering.RenderAsync<ShadowComparison>(context, (nameof(ShadowComparison.Look), look)))
                {
                    Version = () => $"{look.Evidence.DroppedCopies} {look.Examples.FirstOrDefault()?.At} {look.Evidence.Verdicts.FirstOrDefault()?.Candidate}",
                },
                new LiveEvent("timeline", _ => Rendering.RenderAsync<RolloutTimeline>(context.RequestServices, Pages.Parameters((nameof(RolloutTimeline.Look), look)))) { Version = Revision },
            ]);

        string Revision() => look.Rollout.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture);

        long Slice() => time.GetUtcNow().Ticks / s_picturesEvery.Ticks;
    }
}
