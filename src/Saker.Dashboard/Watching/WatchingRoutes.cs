using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Watching;

/// <summary>Pages of how the traffic of endpoints fares.</summary>
internal static class WatchingRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/watching", AllAsync).ExcludeFromDescription();
        routes.MapGet("/live/watching", LiveAll).ExcludeFromDescription();
        routes.MapGet("/watching/{endpoint}", OneAsync).ExcludeFromDescription();
        routes.MapGet("/live/watching/{endpoint}", LiveOne).ExcludeFromDescription();
    }

    private static async Task<IResult> AllAsync(string? q, string? state, int? page, WatchedEndpoints endpoints, TimeProvider time, CancellationToken cancellationToken)
    {
        var (listed, count) = Choose(await endpoints.ListAsync(cancellationToken), q, state, page);
        return Pages.Show<WatchingPage>(
            (nameof(WatchingPage.Endpoints), listed),
            (nameof(WatchingPage.Count), count),
            (nameof(WatchingPage.Page), PageOf(page)),
            (nameof(WatchingPage.Today), time.GetUtcNow()),
            (nameof(WatchingPage.Search), q),
            (nameof(WatchingPage.State), state));
    }

    private static Task LiveAll(string? q, string? state, int? page, HttpContext context, LiveStreams streams, WatchedEndpoints endpoints, TimeProvider time) => streams.RunAsync(
        context,
        [
            new LiveEvent("watched", async token =>
            {
                var (listed, count) = Choose(await endpoints.ListAsync(token), q, state, page);
                return await Rendering.RenderAsync<WatchedTable>(
                    context.RequestServices, Pages.Parameters((nameof(WatchedTable.Endpoints), listed), (nameof(WatchedTable.Count), count), (nameof(WatchedTable.Today), time.GetUtcNow()), (nameof(WatchedTable.IsNarrowed), WatchingPage.IsNarrowed(q, state))));
            })
            {
                VersionAsync = endpoints.FindVersionAsync,
            },
        ]);

    private static async Task<IResult> OneAsync([AsParameters] WatchParameters asked, HttpContext context, WatchViews views, CancellationToken cancellationToken) => Pages.Show<WatchedEndpointPage>(
        (nameof(WatchedEndpointPage.View), await views.GetAsync(views.Read(asked, MayReadRows(context)), cancellationToken)));

    private static Task LiveOne([AsParameters] WatchParameters asked, HttpContext context, LiveStreams streams, WatchViews views)
    {
        var mayReadRows = MayReadRows(context);
        return streams.RunAsync(
            context,
            [
                new LiveEvent("watched", async token => await Rendering.RenderAsync<WatchedBody>(context, (nameof(WatchedBody.View), await views.GetAsync(views.Read(asked, mayReadRows), token))))
                {
                    VersionAsync = token => views.FindVersionAsync(asked.Endpoint, token),
                },
            ]);
    }

    private static (IReadOnlyList<WatchedEndpoint> Listed, int Count) Choose(IReadOnlyList<WatchedEndpoint> all, string? search, string? state, int? page)
    {
        var chosen = all.Where(one => (string.IsNullOrEmpty(state) || one.State == state) && (string.IsNullOrWhiteSpace(search) || one.Name.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase))).ToList();
        return ([.. chosen.Skip((PageOf(page) - 1) * WatchingPage.PageSize).Take(WatchingPage.PageSize)], chosen.Count);
    }

    private static int PageOf(int? page) => Math.Clamp(page ?? 1, 1, 10_000);

    private static bool MayReadRows(HttpContext context) => context.Features.Get<AccessGrant>().May(Role.Deployer);
}
