using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Datasets;
using Saker.Platform.Identity;
using Saker.Platform.Serving.Explaining;
using Saker.Server.Http.Access;
using RobustnessRequest = Saker.Client.RobustnessRequest;

namespace Saker.Server.Http;

/// <summary>Where networks see classes in pictures, and how little misleads them.</summary>
internal static class ProbesApi
{
    private const string Unnamed = "Name the stored rows, such as digits/1.";

    private static readonly int[] s_failures =
        [StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests, StatusCodes.Status504GatewayTimeout];

    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/{name}/versions/{version}/places", SeeAsync).WithName("seePlaces").WithSummary("Where in stored pictures a network saw a class, by Grad-CAM.")
            .Needs(Role.Deployer)
            .Accepts<PlacesRequest>("application/json").WithMetadata(new OperationExample("""{"dataset":"digits/1","class":3}""")).Fails(s_failures);
        // What misleads a model is for those who answer for it.
        group.MapPost("/{name}/versions/{version}/robustness", MisleadAsync).WithName("measureRobustness").WithSummary("How a network fares on stored rows that are moved a little to mislead it.")
            .Needs(Role.Deployer)
            .Accepts<RobustnessRequest>("application/json").WithMetadata(new OperationExample("""{"dataset":"digits/1","target":"digit","epsilon":0.05,"low":0,"high":1}""")).Fails(s_failures);
    }

    private static async Task<Ok<PlacesInfo>> SeeAsync(string name, string version, HttpContext context, NetworkProbes probes, JudgingDesk desk, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.PlacesRequest);
        var dataset = await desk.FindAsync(request.Dataset, Unnamed, cancellationToken);
        var seen = await desk.JudgeAsync(async token => await probes.SeeAsync($"{name}/{version}", await desk.ReadAsync(dataset, token), request.Target, request.Class, request.Layer, token), cancellationToken);
        return TypedResults.Ok(new PlacesInfo([.. seen.Select(row => new PlacesRowInfo(row.Row, row.Class, row.Layer, row.Height, row.Width, row.CoarseHeight, row.CoarseWidth, row.Coarse, row.Map))]));
    }

    private static async Task<Ok<RobustnessInfo>> MisleadAsync(string name, string version, HttpContext context, NetworkProbes probes, JudgingDesk desk, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.RobustnessRequest);
        var wanted = new Platform.Serving.Explaining.RobustnessRequest
        {
            Version = $"{name}/{version}", Target = request.Target ?? throw new SakerException(ErrorKind.InvalidInput, "Name the column with the true classes.", "target"),
            Epsilon = request.Epsilon ?? throw new SakerException(ErrorKind.InvalidInput, "Say how far an element may move, in units of the model's input.", "epsilon"),
            Method = MisleadWords.Method(request.Method), StepCount = request.Steps ?? 10, Low = request.Low, High = request.High,
        };
        var dataset = await desk.FindAsync(request.Dataset, Unnamed, cancellationToken);
        var report = await desk.JudgeAsync(async token => await probes.MisleadAsync(wanted, await desk.ReadAsync(dataset, token), token), cancellationToken);
        return TypedResults.Ok(new RobustnessInfo(MisleadWords.Of(report.Method), report.Epsilon, report.Largest, report.RowCount, report.AccuracyBefore, report.AccuracyAfter, report.LossBefore, report.LossAfter,
            [.. report.Misled.Select(row => new MisledRowInfo(row.Row, row.Class, row.Misled, row.Values))]));
    }
}
