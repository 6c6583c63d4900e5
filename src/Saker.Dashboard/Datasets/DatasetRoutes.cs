using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Data.Comparing;
using Saker.Platform.Datasets;
using Saker.Platform.Registry;

namespace Saker.Dashboard.Datasets;

/// <summary>Pages of datasets.</summary>
internal static class DatasetRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/datasets", DatasetsAsync).ExcludeFromDescription();
        routes.MapGet("/datasets/{name}/{version:int}", DatasetAsync).ExcludeFromDescription();
        routes.MapGet("/datasets/{name}/compare", CompareAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> DatasetsAsync(IDatasetStore datasets, CancellationToken cancellationToken) =>
        Pages.Show<DatasetsPage>((nameof(DatasetsPage.Versions), await datasets.ListAsync(cancellationToken)));

    private static async Task<IResult> DatasetAsync(string name, int version, IDatasetStore datasets, DatasetUses uses, CancellationToken cancellationToken)
    {
        var found = await FindAsync(name, version, datasets, cancellationToken);
        var view = new DatasetView(
            found,
            await datasets.GetProfileAsync(name, version, cancellationToken),
            await uses.FindAsync(found, cancellationToken),
            [.. (await datasets.ListAsync(cancellationToken, name)).Where(other => other.Version != version)],
            CheckLines.Read(await datasets.GetChecksAsync(name, version, cancellationToken)));
        return Pages.Show<DatasetPage>((nameof(DatasetPage.View), view));
    }

    private static async Task<IResult> CompareAsync(string name, int before, int after, string? key, IDatasetStore datasets, DatasetComparer comparer, CancellationToken cancellationToken)
    {
        var options = new RowComparisonOptions { Key = string.IsNullOrEmpty(key) ? [] : [key] };
        var found = await comparer.CompareAsync(await FindAsync(name, before, datasets, cancellationToken), await FindAsync(name, after, datasets, cancellationToken), options, cancellationToken);
        return Pages.Show<DatasetComparePage>((nameof(DatasetComparePage.Found), found));
    }

    private static async Task<DatasetVersion> FindAsync(string name, int version, IDatasetStore datasets, CancellationToken cancellationToken) =>
        await datasets.FindAsync(new DatasetReference(name, version), cancellationToken) ?? throw Pages.Missing("dataset", $"{name}/{version}", "/datasets");
}
