using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Platform.Datasets;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Stored dataset versions.</summary>
internal static class DatasetsApi
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/datasets", ListAsync)
        .Needs(Role.Viewer).WithTags("Datasets").WithName("listDatasets").WithSummary("Stored dataset versions.");

    private static async Task<Ok<DatasetList>> ListAsync(IDatasetStore datasets, CancellationToken cancellationToken) =>
        TypedResults.Ok(new DatasetList([.. (await datasets.ListAsync(cancellationToken)).Select(Wire.ToInfo)]));
}
