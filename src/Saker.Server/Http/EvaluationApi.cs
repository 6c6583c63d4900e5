using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Segments;
using Saker.Platform.Datasets;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>What was measured of a version in training, and what it does on other stored rows.</summary>
internal static class EvaluationApi
{
    private const string Json = "application/json; charset=utf-8";
    private const string Example = """{"dataset":"churn/2","target":"Churn","segments":["Contract"],"find":true}""";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/{name}/versions/{version}/evaluation", GetAsync).WithName("getEvaluation").WithSummary("What training measured of a version: scores with intervals, segments, baselines.")
            .Produces<string>(StatusCodes.Status200OK, "application/json").Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        group.MapPost("/{name}/versions/{version}/evaluation", JudgeAsync).WithName("evaluateVersion").WithSummary("Measures a version on a stored dataset; nothing is kept.")
            .Needs(Role.User)
            .Accepts<EvaluateRequest>("application/json").WithMetadata(new OperationExample(Example))
            .Produces<string>(StatusCodes.Status200OK, "application/json")
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests, StatusCodes.Status504GatewayTimeout);
    }

    private static async Task<ContentHttpResult> GetAsync(string name, string version, IRegistryStore registry, CancellationToken cancellationToken)
    {
        var found = await registry.ResolveAsync($"{name}/{version}", cancellationToken);
        return await VersionEvaluator.FindAsync(found, cancellationToken) is { } report
            ? TypedResults.Text(report.ToJson(), Json)
            : throw new SakerException(ErrorKind.NotFound, $"{found.Reference} carries no evaluation. POST /api/models/{found.Model}/versions/{found.Version}/evaluation measures it on a dataset.", "version");
    }

    private static async Task<ContentHttpResult> JudgeAsync(string name, string version, HttpContext context, IRegistryStore registry, JudgingDesk desk, LearnedRows learned, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.EvaluateRequest);
        var found = await registry.ResolveAsync($"{name}/{version}", cancellationToken);
        var columns = ColumnsOf(request);
        var dataset = await desk.FindAsync(DatasetReference.Parse(request.Dataset!), cancellationToken);
        var plan = new EvaluationPlan { Segments = [.. (request.Segments ?? []).Select(SegmentRequest.By)], FindsSegments = request.Find };
        var report = await desk.JudgeAsync(
            async token =>
            {
                var rows = await desk.ReadAsync(dataset, token);
                return await learned.NoteAsync(await VersionEvaluator.JudgeAsync(found, rows, columns, plan, token), found, rows, token);
            },
            cancellationToken);
        return TypedResults.Text(report.ToJson(), Json);
    }

    private static PredictionColumns ColumnsOf(EvaluateRequest request)
    {
        var problems = new ProblemList(3);
        var task = ScoreTask.Binary;
        if (request.Task is { } word && (!Enum.TryParse(word, ignoreCase: true, out task) || !Enum.IsDefined(task) || int.TryParse(word, out _)))
            problems.Add(null, "task", $"'{word}' is no task; give {string.Join(", ", Enum.GetNames<ScoreTask>().Select(name => name.ToLowerInvariant()))}.");
        if (string.IsNullOrEmpty(request.Dataset))
            problems.Add(null, "dataset", "this is missing and has no default.");
        if (string.IsNullOrEmpty(request.Target) && task != ScoreTask.Clustering)
            problems.Add(null, "target", "this is missing and has no default.");
        problems.ThrowIfAny("The evaluation needs more:");
        return new PredictionColumns { Task = task, Target = request.Target, Prediction = request.Prediction, Positive = request.Positive, Query = request.Query };
    }
}
