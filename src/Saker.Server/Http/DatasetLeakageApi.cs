using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Data;
using Saker.Learning.Selection.Leakage;
using Saker.Platform.Datasets;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Whether the rows of a stored version give their target away. Nothing is kept of it.</summary>
internal static class DatasetLeakageApi
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/{name}/{version:int}/leakage", ScreenAsync)
        .Needs(Role.User).WithName("screenDataset")
        .WithSummary("Looks for what gives a target away: target and positive name what is to be predicted; time, group and ignore (repeated) name columns, as `saker data leakage` takes them.")
        .Produces<JsonObject>()
        .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status429TooManyRequests, StatusCodes.Status504GatewayTimeout);

    private static async Task<ContentHttpResult> ScreenAsync(
        string name, int version, string? target, string? positive, string? time, string? group, string[]? ignore, JudgingDesk desk, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(target))
            throw new SakerException(ErrorKind.InvalidInput, "The column to predict is needed, such as ?target=Churn&positive=Yes.", "target");
        var found = await desk.FindAsync(new DatasetReference(name, version), cancellationToken);
        var options = new LeakageOptions { TimeColumn = time, GroupColumn = group, Ignore = ignore ?? [] };
        var report = await desk.JudgeAsync(async token =>
        {
            var (rows, answers) = ScreenTarget.Read(await desk.ReadAsync(found, token), target, positive);
            return LeakageScreen.Run(rows, answers, split: null, options, token);
        }, cancellationToken);
        return TypedResults.Content(report.ToJson(), "application/json");
    }
}
