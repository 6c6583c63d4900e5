using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Datasets;
using Saker.Platform.FineTuning;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;
using FineTuneRequest = Saker.Client.FineTuneRequest;

namespace Saker.Server.Http;

/// <summary>Registered networks that learn on from stored rows.</summary>
internal static class FineTuningApi
{
    private const string Example = """{"dataset":"shapes/1","target":"shape","newHead":3,"phases":[{"layers":1,"epochs":5},{"epochs":5,"rate":0.0001}],"minScore":0.9}""";

    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/{name}/versions/{version}/finetuning", TuneAsync).WithName("fineTuneVersion").WithSummary("Lets a network learn on from stored rows, judges it beside this version, and registers it unless its score is too low.")
            .Needs(Role.Deployer).Audited(AuditActs.ModelFineTuned)
            .Accepts<FineTuneRequest>("application/json").WithMetadata(new OperationExample(Example))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests, StatusCodes.Status504GatewayTimeout);

    private static async Task<Created<FineTuningInfo>> TuneAsync(string name, string version, HttpContext context, ModelFineTuning tuning, JudgingDesk desk, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.FineTuneRequest);
        var dataset = await desk.FindAsync(request.Dataset, "Name the stored rows to learn from, such as shapes/1.", cancellationToken);
        var wanted = new Platform.FineTuning.FineTuneRequest
        {
            Version = $"{name}/{version}", Target = request.Target ?? throw new SakerException(ErrorKind.InvalidInput, "Name the column with the answers.", "target"), NewHead = request.NewHead,
            Frozen = WholeLists.Of(request.Frozen, "frozen"), Phases = [.. WholeLists.Of(request.Phases, "phases").Select(Phase)], AdapterRank = request.AdapterRank, BatchSize = request.BatchSize ?? 32, Seed = request.Seed ?? 0,
            MaxLoss = request.MaxLoss, MinScore = request.MinScore, Experiment = request.Experiment, Dataset = dataset.Reference, Aliases = WholeLists.Of(request.Aliases, "aliases"), By = context.Actor(),
        };
        var made = await desk.JudgeAsync(async token => await tuning.TuneAsync(wanted, await desk.ReadAsync(dataset, token), token), cancellationToken);
        context.SetAuditTarget(made.Version.Reference);
        context.SetAuditDetail($"on {dataset.Reference}");
        var report = made.Report;
        return TypedResults.Created($"/api/models/{Uri.EscapeDataString(made.Version.Model)}", new FineTuningInfo(
            made.Version.Model, made.Version.Version, made.Run.Value, report.ScoreName, report.Before, report.After, report.LearnedCount, report.WatchedCount, report.HeldOutCount, report.TrainedCount, report.Epochs.Count));
    }

    private static FineTunePhase Phase(FineTunePhaseRequest phase)
    {
        var usual = new FineTunePhase();
        return new FineTunePhase { LayerCount = phase.Layers, EpochCount = phase.Epochs ?? usual.EpochCount, Rate = phase.Rate ?? usual.Rate, RateDecay = phase.Decay ?? usual.RateDecay };
    }
}
