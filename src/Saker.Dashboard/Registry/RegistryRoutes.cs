using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Dashboard.Registry.Comparing;
using Saker.Platform.Audit;
using Saker.Platform.Registry;
using Saker.Platform.Search;
using Saker.Platform.Serving;

namespace Saker.Dashboard.Registry;

/// <summary>Pages of registered models.</summary>
internal static class RegistryRoutes
{
    private const int MaxNewest = 6;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/models", ModelsAsync).ExcludeFromDescription();
        routes.MapGet("/live/models", LiveAll).ExcludeFromDescription();
        routes.MapGet("/live/models/{name}", LiveModel).ExcludeFromDescription();
        routes.MapGet("/live/models/{name}/{version:int}", LiveVersion).ExcludeFromDescription();
        routes.MapGet("/models/{name}", ModelAsync).ExcludeFromDescription();
        routes.MapGet("/models/{name}/compare", CompareAsync).ExcludeFromDescription();
        routes.MapGet("/models/{name}/{version:int}", VersionAsync).ExcludeFromDescription();
    }

    /// <summary>The models that changed last, for the first page.</summary>
    public static Task<SearchPage<ModelSummary>> NewestAsync(IRegistrySearch registry, CancellationToken cancellationToken) =>
        registry.SearchSummariesAsync(new RegistryQuery { OrderBy = ["last_updated_timestamp DESC"], MaxCount = MaxNewest }, cancellationToken);

    /// <summary>The models that changed last, whenever they change.</summary>
    public static LiveEvent LiveModels(IServiceProvider services, IRegistrySearch registry) => new("models", async cancellationToken =>
        await Rendering.RenderAsync<ModelsSection>(services, Pages.Parameters((nameof(ModelsSection.Models), await NewestAsync(registry, cancellationToken)))))
    {
        VersionAsync = registry.GetStampAsync!,
        IsRechecked = true,
    };

    private static async Task<IResult> ModelsAsync(string? q, string? tag, string? sort, string? page, IRegistrySearch registry, ModelHost host, CancellationToken cancellationToken)
    {
        var request = new ModelListRequest(q, tag, sort, page);
        return Pages.Show<ModelsPage>(
            (nameof(ModelsPage.Request), request),
            (nameof(ModelsPage.Page), await registry.SearchSummariesAsync(request.ToQuery(), cancellationToken)),
            (nameof(ModelsPage.Serving), Serving(host)));
    }

    private static Task LiveAll(string? q, string? tag, string? sort, string? page, HttpContext context, LiveStreams streams, IRegistrySearch registry, ModelHost host)
    {
        var request = new ModelListRequest(q, tag, sort, page);
        return streams.RunAsync(context, [new LiveEvent("models", async cancellationToken => await Rendering.RenderAsync<ModelTable>(context.RequestServices, Pages.Parameters(
            (nameof(ModelTable.Request), request),
            (nameof(ModelTable.Page), await registry.SearchSummariesAsync(request.ToQuery(), cancellationToken)),
            (nameof(ModelTable.Serving), Serving(host)))))
        {
            VersionAsync = token => StampAsync(registry, host, token)!,
            IsRechecked = true,
        }]);
    }

    private static Task LiveModel(string name, int? before, int? moves, HttpContext context, LiveStreams streams, ModelViews views, IRegistrySearch registry, IAuditStore audit, ModelHost host) => streams.FollowAsync(
        context,
        token => ModelAsync(name, before, moves, null, null, views, context.Request, token),
        async token => $"{await audit.FindNewestAsync(token)} {await StampAsync(registry, host, token)}",
        // Whoever asked for a move does not approve it.
        isPersonal: true,
        "model");

    private static Task LiveVersion(string name, int version, HttpContext context, LiveStreams streams, VersionViews views, IRegistrySearch registry, ModelHost host) => streams.FollowAsync(
        context,
        async token => Pages.Show<VersionParts>((nameof(VersionParts.View), await views.GetPartsAsync(name, version, token))),
        token => StampAsync(registry, host, token),
        "title", "facts", "gates", "acts");

    // What is registered, and what is served of it.
    private static async Task<string> StampAsync(IRegistrySearch registry, ModelHost host, CancellationToken cancellationToken) =>
        string.Join('\n', host.List().Select(status => $"{status.Endpoint.Name} {status.Endpoint.Model} {status.Endpoint.Version} {status.Endpoint.Follows}").Prepend(await registry.GetStampAsync(cancellationToken)));

    private static ILookup<string, Saker.Platform.Serving.Endpoint> Serving(ModelHost host) => host.List().Select(status => status.Endpoint).ToLookup(endpoint => endpoint.Model);

    private static async Task<IResult> ModelAsync(string name, int? before, int? moves, string? moved, string? done, ModelViews views, HttpRequest request, CancellationToken cancellationToken)
    {
        var view = await views.GetAsync(name, before, Math.Max(0, moves ?? 0), Pages.Server(request), cancellationToken);
        return Pages.Show<ModelPage>((nameof(ModelPage.View), view with { Moved = string.IsNullOrEmpty(moved) ? null : moved, Done = DoneText(done) }));
    }

    private static async Task<IResult> VersionAsync(string name, int version, string? done, VersionViews views, CancellationToken cancellationToken) =>
        Pages.Show<VersionPage>((nameof(VersionPage.View), await views.GetAsync(name, version, cancellationToken) with { Done = DoneText(done) }));

    private static async Task<IResult> CompareAsync(string name, int[]? v, VersionComparer comparer, CancellationToken cancellationToken) =>
        Pages.Show<VersionComparePage>((nameof(VersionComparePage.Found), await comparer.CompareAsync(name, v ?? [], cancellationToken)));

    private static string? DoneText(string? done) => done switch { "described" => "Saved.", "stage" => "The stage is changed.", "deleted" => "The version is deleted.", _ => null };
}
