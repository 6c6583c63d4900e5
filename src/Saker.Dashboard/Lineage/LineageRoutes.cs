using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Datasets;
using Saker.Dashboard.Layout;
using Saker.Platform.Lineage;

namespace Saker.Dashboard.Lineage;

/// <summary>Pages of where things come from and what came of them.</summary>
internal static class LineageRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/models/{name}/{version:int}/lineage", VersionAsync).ExcludeFromDescription();
        routes.MapGet("/datasets/{name}/{version:int}/lineage", DatasetAsync).ExcludeFromDescription();
        routes.MapGet("/endpoints/{name}/lineage", EndpointAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> VersionAsync(string name, int version, LineageReader lineage, CancellationToken cancellationToken) => Show(
        $"{name}/{version}", Links.Version(name, version), "/models", await lineage.OfVersionAsync(name, version, cancellationToken), $"No endpoint serves it now. This deploys it: saker deploy {name} {name}/{version}");

    private static async Task<IResult> DatasetAsync(string name, int version, DatasetViews views, LineageReader lineage, CancellationToken cancellationToken) => Pages.Show<DatasetLineagePage>(
        (nameof(DatasetLineagePage.Version), await views.FindAsync(name, version, cancellationToken)),
        (nameof(DatasetLineagePage.Graph), await lineage.OfDatasetAsync(name, version, cancellationToken)));

    private static async Task<IResult> EndpointAsync(string name, LineageReader lineage, CancellationToken cancellationToken) => Show(
        name, Links.Endpoint(name), "/endpoints", await lineage.OfEndpointAsync(name, cancellationToken), "No version of it is registered any more.");

    private static IResult Show(string name, string address, string current, LineageGraph graph, string nothing) => Pages.Show<LineagePage>(
        (nameof(LineagePage.Name), name), (nameof(LineagePage.Address), address), (nameof(LineagePage.Current), current), (nameof(LineagePage.Graph), graph), (nameof(LineagePage.Nothing), nothing));
}
