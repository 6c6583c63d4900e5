using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;

namespace Saker.Dashboard.Experiments.Tables;

/// <summary>What the script of a filter's field asks while somebody writes.</summary>
internal static class CompletionRoutes
{
    // What nobody writes by hand has no proposals.
    private const int MaxLength = 20_000;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/completions/runs", CompleteAsync).ExcludeFromDescription();

    private static async Task<IResult> CompleteAsync(string? experiment, string? filter, int? at, HttpContext context, ITrackingSearch search, CancellationToken cancellationToken)
    {
        var written = filter is { Length: <= MaxLength } ? filter : "";
        var completion = await search.CompleteRunFilterAsync(
            string.IsNullOrEmpty(experiment) ? null : new ExperimentId(experiment), written, Math.Clamp(at ?? written.Length, 0, written.Length), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(completion);
    }
}
