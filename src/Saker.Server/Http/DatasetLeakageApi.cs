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
        .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge);

    private static async Task<ContentHttpResult> ScreenAsync(
        string name, int version, string? target, string? positive, string? time, string? group, string[]? ignore, IDatasetStore datasets, DatasetOptions limits, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(target))
            throw new SakerException(ErrorKind.InvalidInput, "The column to predict is needed, such as ?target=Churn&positive=Yes.", "target");
        var found = await DatasetsApi.FindAsync(name, version, datasets, cancellationToken);
        if (found.RowCount > limits.MaxScreenedRows)
            throw new SakerException(ErrorKind.TooLarge, $"{name}/{version} has {found.RowCount} rows; at most {limits.MaxScreenedRows} are screened here. Export it and use 'saker data leakage'.", "version");
        var (rows, answers) = ScreenTarget.Read(await datasets.ReadAsync(name, version, cancellationToken), target, positive);
        var options = new LeakageOptions { TimeColumn = time, GroupColumn = group, Ignore = ignore ?? [] };
        var report = await Task.Run(() => LeakageScreen.Run(rows, answers, split: null, options, cancellationToken), cancellationToken);
        return TypedResults.Content(report.ToJson(), "application/json");
    }
}
