using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Platform.Identity;
using Saker.Platform.Serving.Explaining;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Answers of networks explained by gradients.</summary>
internal static class GradientsApi
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/{name}/versions/{version}/gradients", ExplainAsync).WithName("explainByGradients").WithSummary("What the columns of stored rows contributed to a network's answers, by integrated gradients.")
            // Who may only predict may be held to rounded scores and a number of them.
            .Needs(Role.Deployer)
            .Accepts<GradientsRequest>("application/json").WithMetadata(new OperationExample("""{"dataset":"digits/1","class":3,"target":"digit"}"""))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests, StatusCodes.Status504GatewayTimeout);

    private static async Task<Ok<GradientsInfo>> ExplainAsync(string name, string version, HttpContext context, GradientExplanations explanations, JudgingDesk desk, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.GradientsRequest);
        var dataset = await desk.FindAsync(request.Dataset, "Name the stored rows to explain, such as digits/1.", cancellationToken);
        var explained = await desk.JudgeAsync(async token => await explanations.ExplainAsync($"{name}/{version}", await desk.ReadAsync(dataset, token), request.Class, request.Target, token), cancellationToken);
        return TypedResults.Ok(new GradientsInfo([.. explained.Select(row => new GradientRowInfo(
            row.Row, row.Class, row.Output, row.BaselineOutput, row.Gap, row.StepCount, [.. row.Factors.Select(factor => new GradientFactorInfo(factor.Column, factor.Value))]))]));
    }
}
