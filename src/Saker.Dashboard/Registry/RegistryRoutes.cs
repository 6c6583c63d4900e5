using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Artifacts;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Data;
using Saker.Learning.Explanation.Importance;
using Saker.Platform.Artifacts;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Serving;

namespace Saker.Dashboard.Registry;

/// <summary>Pages of registered models.</summary>
internal static class RegistryRoutes
{
    private const int MaxRequests = 50;
    private const int MaxMoves = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/models", ModelsAsync).ExcludeFromDescription();
        routes.MapGet("/live/models", LiveAll).ExcludeFromDescription();
        routes.MapGet("/models/{name}", ModelAsync).ExcludeFromDescription();
        routes.MapGet("/models/{name}/{version:int}", VersionAsync).ExcludeFromDescription();
    }

    /// <summary>The registered models, whenever they change.</summary>
    public static LiveEvent LiveModels(IServiceProvider services, IRegistryStore registry) => new("models", async cancellationToken =>
        await Rendering.RenderAsync<ModelsSection>(services, Pages.Parameters((nameof(ModelsSection.Models), await registry.ListAsync(cancellationToken)))));

    private static async Task<IResult> ModelsAsync(IRegistryStore registry, CancellationToken cancellationToken) =>
        Pages.Show<ModelsPage>((nameof(ModelsPage.Models), await registry.ListAsync(cancellationToken)));

    private static Task LiveAll(HttpContext context, LiveStreams streams, IRegistryStore registry) =>
        streams.RunAsync(context, [LiveModels(context.RequestServices, registry)]);

    private static async Task<IResult> ModelAsync(string name, IRegistryStore registry, IApprovalStore approvals, ModelHost host, HttpRequest request, CancellationToken cancellationToken) =>
        Pages.Show<ModelPage>(
            (nameof(ModelPage.Model), await registry.FindAsync(name, cancellationToken) ?? throw Pages.Missing("model", name, "/models")),
            (nameof(ModelPage.Endpoints), host.List().Select(status => status.Endpoint).Where(endpoint => endpoint.Model == name).ToList()),
            (nameof(ModelPage.Requests), await approvals.ListAsync(name, isWaiting: true, MaxRequests, cancellationToken)),
            (nameof(ModelPage.Moves), (await registry.ListAliasMovesAsync(name, cancellationToken)).Take(MaxMoves).ToList()),
            (nameof(ModelPage.Server), Pages.Server(request)));

    private static async Task<IResult> VersionAsync(string name, int version, IRegistryStore registry, ModelLineage lineage, VersionCards cards, VersionFiles files, IVerdictStore verdicts, CancellationToken cancellationToken)
    {
        var found = await registry.FindVersionAsync(name, version, cancellationToken) ?? throw Pages.Missing("version", $"{name}/{version}", Links.Model(name));
        var entries = await files.ListAsync(found, FileList.MaxCount + 1, cancellationToken);
        return Pages.Show<VersionPage>(
            (nameof(VersionPage.Version), found),
            (nameof(VersionPage.Importance), await ImportanceAsync(found, entries, files, cancellationToken)),
            (nameof(VersionPage.Files), FileList.Of(entries, path => Links.VersionFile(name, version, path))),
            (nameof(VersionPage.Verdict), await verdicts.FindAsync(name, version, cancellationToken)),
            (nameof(VersionPage.Lineage), await lineage.GetAsync(found, cancellationToken)),
            (nameof(VersionPage.Evaluation), await VersionEvaluator.FindAsync(found, cancellationToken)),
            (nameof(VersionPage.Card), await cards.WriteAsync(found, cancellationToken)));
    }

    // A page says what it can: a report that cannot be read is a file among the others.
    private static async Task<ImportanceReport?> ImportanceAsync(ModelVersion version, IReadOnlyList<ArtifactEntry> entries, VersionFiles files, CancellationToken cancellationToken)
    {
        const string name = "importance.json";
        if (entries.All(entry => entry.Path != name))
            return null;
        try
        {
            using var reader = new StreamReader(await files.OpenAsync(version, name, cancellationToken));
            return ImportanceReport.FromJson(await reader.ReadToEndAsync(cancellationToken));
        }
        catch (SakerException)
        {
            return null;
        }
    }
}
