using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Platform.Identity;
using Saker.Platform.Lineage;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>From the source of data to what was predicted, as a graph.</summary>
internal static class LineageApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("").Needs(Role.Viewer);
        group.MapGet("/models/{name}/versions/{version:int}/graph", VersionAsync).WithTags("Models").WithName("getVersionGraph")
            .WithSummary("What a version was made of and what came of it, from the source of its data to today's predictions.").Fails(StatusCodes.Status404NotFound);
        group.MapGet("/datasets/{name}/{version:int}/graph", DatasetAsync).WithTags("Datasets").WithName("getDatasetGraph")
            .WithSummary("What a dataset version was made of and what came of it.").Fails(StatusCodes.Status404NotFound);
        group.MapGet("/endpoints/{name}/graph", EndpointAsync).WithTags("Endpoints").WithName("getEndpointGraph")
            .WithSummary("What an endpoint's versions were made of, and what was predicted today.").Fails(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<LineageGraphInfo>> VersionAsync(string name, int version, LineageReader lineage, CancellationToken cancellationToken) =>
        TypedResults.Ok(ToInfo(await lineage.OfVersionAsync(name, version, cancellationToken)));

    private static async Task<Ok<LineageGraphInfo>> DatasetAsync(string name, int version, LineageReader lineage, CancellationToken cancellationToken) =>
        TypedResults.Ok(ToInfo(await lineage.OfDatasetAsync(name, version, cancellationToken)));

    private static async Task<Ok<LineageGraphInfo>> EndpointAsync(string name, LineageReader lineage, CancellationToken cancellationToken) =>
        TypedResults.Ok(ToInfo(await lineage.OfEndpointAsync(name, cancellationToken)));

    private static LineageGraphInfo ToInfo(LineageGraph graph) => new(
        graph.Focus,
        [.. graph.Nodes.Select(node => new LineageNodeInfo(node.Id, node.Kind.ToString().ToLowerInvariant(), node.Text) { Detail = node.Detail, Key = node.Key })],
        [.. graph.Edges.Select(edge => new LineageEdgeInfo(edge.From, edge.To))])
    {
        LeftOut = graph.LeftOut,
    };
}
