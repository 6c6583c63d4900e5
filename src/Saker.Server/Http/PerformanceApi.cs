using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Learning.Scores.Segments;
using Saker.Platform.Identity;
using Saker.Platform.Monitoring.Performance;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>How endpoints fare by the outcomes of their predictions.</summary>
internal static class PerformanceApi
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/{name}/performance", GetAsync).Needs(Role.Viewer).WithName("getPerformance")
        .WithSummary("Live scores with intervals, by version and segment, beside the evaluation; closed windows with estimates, scores and verdicts. since=TIME (30 days unless given); by=COLUMN, repeated, tells segments apart.")
        .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);

    private static async Task<Ok<PerformanceInfo>> GetAsync(string name, DateTimeOffset? since, string[]? by, PerformanceReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(PerformanceWire.ToInfo(await reader.GetAsync(new PerformanceQuery(name, since, [.. (by ?? []).Select(SegmentRequest.By)]), cancellationToken)));
}
