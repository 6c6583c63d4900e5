using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Maintenance;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Keeping a home in order.</summary>
internal static class MaintenanceApi
{
    private const double MaxDays = 100_000;

    public static void Map(RouteGroupBuilder api) => api.MapPost("/gc", CollectAsync)
        .Needs(Role.Admin).Audited(AuditActs.GarbageCollected)
        .WithTags("Maintenance").WithName("collectGarbage").WithSummary("Removes for good what was deleted long enough ago, and content that nothing refers to; with dryRun only lists it.")
        .Accepts<CollectRequest>("application/json")
        .WithMetadata(new OperationExample("""{"olderThanDays":30,"dryRun":true}"""))
        .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Ok<CollectionInfo>> CollectAsync(HttpContext context, GarbageCollector garbage, CancellationToken cancellationToken)
    {
        // A misspelt name is refused: what was meant as a dry run must not remove anything.
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.CollectRequest);
        var days = request.OlderThanDays ?? GarbageCollector.DefaultAge.TotalDays;
        if (!(days is >= 0 and <= MaxDays))
            throw new SakerException(ErrorKind.InvalidInput, $"olderThanDays must be 0 to {MaxDays}.", "olderThanDays");
        var age = TimeSpan.FromDays(days);
        var found = await (request.DryRun ? garbage.PlanAsync(age, cancellationToken) : garbage.CollectAsync(age, cancellationToken));
        context.SetAuditDetail($"{(found.IsDryRun ? "dry run: would remove" : "removed")} {found.Runs.Count} runs, {found.LoggedModels.Count} logged models, {found.Experiments.Count} experiments, {found.Models.Count} model folders, {found.ByteCount} bytes");
        return TypedResults.Ok(new CollectionInfo
        {
            DryRun = found.IsDryRun,
            Runs = [.. found.Runs.Select(run => new CollectedRunInfo(run.Run, run.Name, run.Experiment, run.FileCount, run.ByteCount))],
            LoggedModels = [.. found.LoggedModels.Select(model => new CollectedLoggedModelInfo(model.Model, model.Name, model.Experiment, model.FileCount, model.ByteCount))],
            Experiments = [.. found.Experiments.Select(experiment => experiment.Experiment)],
            Kept = found.Kept.Select(kept => (kept.Run, kept.Reason)).Concat(found.KeptLoggedModels.Select(kept => (kept.Model, kept.Reason))).ToDictionary(),
            Models = found.Models,
            Blobs = found.Blobs.ToDictionary(blob => blob.Hash, blob => blob.ByteCount),
            ByteCount = found.ByteCount,
        });
    }
}
