using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Platform.Datasets;

namespace Saker.Dashboard.Datasets;

/// <summary>Pages of datasets.</summary>
internal static class DatasetRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/datasets", DatasetsAsync).ExcludeFromDescription();
        routes.MapGet("/datasets/{name}/{version:int}", DatasetAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> DatasetsAsync(IDatasetStore datasets, CancellationToken cancellationToken) =>
        Pages.Show<DatasetsPage>((nameof(DatasetsPage.Versions), await datasets.ListAsync(cancellationToken)));

    private static async Task<IResult> DatasetAsync(string name, int version, IDatasetStore datasets, CancellationToken cancellationToken)
    {
        var versions = await datasets.ListAsync(cancellationToken);
        return Pages.Show<DatasetPage>((nameof(DatasetPage.Version), versions.FirstOrDefault(one => one.Name == name && one.Version == version)
            ?? throw Pages.Missing("dataset", $"{name}/{version}", "/datasets")));
    }
}
