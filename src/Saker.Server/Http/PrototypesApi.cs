using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Learning.Explanation;
using Saker.Learning.Explanation.Prototypes;
using Saker.Platform.Datasets;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Rows of a stored dataset that stand for all, and rows that they do not stand for.</summary>
internal static class PrototypesApi
{
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder group) => group.MapPost("/{name}/{version:int}/prototypes", FindAsync).Needs(Role.User).WithName("findPrototypes")
        .WithSummary("Rows of a dataset that stand for all, and rows that they do not stand for.")
        .Accepts<PrototypesRequest>("application/json").WithMetadata(new OperationExample("""{"count":3,"criticisms":2}"""))
        .Produces<string>(StatusCodes.Status200OK, "application/json")
        .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests, StatusCodes.Status504GatewayTimeout);

    private static async Task<ContentHttpResult> FindAsync(string name, int version, HttpContext context, JudgingDesk desk, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadOptionalAsync(context, SakerJson.Default.PrototypesRequest);
        var problems = new ProblemList(2);
        if (request.Count is < 1 or > Most)
            problems.Add(null, "count", $"is {request.Count}; give 1 to {Most}.");
        if (request.Criticisms is < 0 or > Most)
            problems.Add(null, "criticisms", $"is {request.Criticisms}; give 0 to {Most}.");
        problems.ThrowIfAny("Prototypes cannot be found like that.");
        var dataset = await desk.FindAsync(new DatasetReference(name, version), cancellationToken);
        var options = new PrototypeOptions { PrototypeCount = request.Count ?? 5, CriticismCount = request.Criticisms ?? 5 };
        var text = await desk.JudgeAsync(
            async token =>
            {
                var rows = await desk.ReadAsync(dataset, token);
                var counted = request.Columns is { Count: > 0 } columns ? rows.Select(columns) : PrototypeSearch.Counted(rows);
                return AnswerJson.Of(PrototypeSearch.Find(counted, options, token), counted);
            },
            cancellationToken);
        return TypedResults.Text(text, "application/json; charset=utf-8");
    }
}
