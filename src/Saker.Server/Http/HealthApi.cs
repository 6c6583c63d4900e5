using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Server.Hosting;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Whether the process lives, and whether it can answer.</summary>
internal static class HealthApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health").OpenToAll();
        group.MapGet("/live", () => TypedResults.Ok(new HealthInfo("live"))).WithName("live").WithSummary("200 while the process lives.");
        group.MapGet("/ready", ReadyAsync).WithName("ready").WithSummary("200 while the metadata database answers, once every endpoint is loaded or has failed to.")
            .Produces<HealthInfo>(StatusCodes.Status503ServiceUnavailable);
    }

    // Endpoints go on answering without the database; what cannot be done without it is all the rest.
    private static async Task<JsonHttpResult<HealthInfo>> ReadyAsync(Readiness readiness, MetadataProbe metadata) => (readiness.Reason ?? (await metadata.AnswersAsync() ? null : "The metadata database does not answer; endpoints that are loaded go on serving.")) is { } reason
        ? TypedResults.Json(new HealthInfo("not ready", reason), SakerJson.Default.HealthInfo, statusCode: StatusCodes.Status503ServiceUnavailable)
        : TypedResults.Json(new HealthInfo("ready"), SakerJson.Default.HealthInfo);
}
