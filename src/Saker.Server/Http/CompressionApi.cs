using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Onnx.Compression;
using Saker.Platform.Audit;
using Saker.Platform.Datasets;
using Saker.Platform.Identity;
using Saker.Platform.Serving.Compressing;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Smaller versions of registered models.</summary>
internal static class CompressionApi
{
    private const string Example = """{"method":"static","dataset":"digits/1","target":"digit","maxLoss":0.01}""";

    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/{name}/versions/{version}/compression", CompressAsync).WithName("compressVersion").WithSummary("Makes a smaller version, measures it beside this one, and registers it unless its score falls too far.")
            .Needs(Role.Deployer).Audited(AuditActs.ModelCompressed)
            .Accepts<CompressRequest>("application/json").WithMetadata(new OperationExample(Example))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests, StatusCodes.Status504GatewayTimeout);

    private static async Task<Created<CompressionInfo>> CompressAsync(string name, string version, HttpContext context, ModelCompression compression, JudgingDesk desk, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.CompressRequest);
        var wanted = new CompressionRequest
        {
            Version = $"{name}/{version}", Method = CompressionWords.Method(request.Method), Target = request.Target, MaxLoss = request.MaxLoss, Bits = request.Bits,
            Calibration = CompressionWords.Calibration(request.Calibration), Share = request.Share, Energy = request.Energy, EpochCount = request.Epochs, Kept = WholeLists.Of(request.Keep, "keep"),
            Aliases = WholeLists.Of(request.Aliases, "aliases"), By = context.Actor(),
        };
        var dataset = request.Dataset is { } reference ? await desk.FindAsync(DatasetReference.Parse(reference), cancellationToken) : null;
        var made = await desk.JudgeAsync(async token => await compression.CompressAsync(wanted, dataset is null ? null : await desk.ReadAsync(dataset, token), token), cancellationToken);
        context.SetAuditTarget(made.Version.Reference);
        context.SetAuditDetail(made.Report.Method);
        var report = made.Report;
        return TypedResults.Created($"/api/models/{Uri.EscapeDataString(made.Version.Model)}", new CompressionInfo(
            made.Version.Model, made.Version.Version, report.Method, report.BatchSize, report.ScoreName, report.Ratio, report.ScoreLoss, ToInfo(report.Before), ToInfo(report.After)) { Notes = made.Notes });
    }

    private static CompressionSideInfo ToInfo(CompressionSide side) =>
        new(side.Bytes, side.PackedBytes, side.ElementCount, side.RowLatency.TotalMicroseconds, side.BatchLatency.TotalMicroseconds, side.Score);
}
