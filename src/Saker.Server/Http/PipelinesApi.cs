using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Pipelines;
using Saker.Server.Hosting;
using Saker.Server.Http.Access;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http;

/// <summary>Training: starts a pipeline file that lies on the server.</summary>
internal static class PipelinesApi
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/pipelines", StartAsync)
        .Needs(Role.Deployer).Audited(AuditActs.PipelineStarted)
        .WithTags("Pipelines").WithName("train").WithSummary("Starts a pipeline; its run tells how it goes on.")
        .Accepts<TrainRequest>("application/json")
        .WithMetadata(new OperationExample("""{"file":"examples/churn/churn.yaml"}""", """{"runId":"4bf92f3577b34da6a3ce929d0e0e4736"}"""))
        .Produces<TrainResponse>(StatusCodes.Status202Accepted)
        .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests);

    private static async Task<Accepted<TrainResponse>> StartAsync(HttpContext context, BackgroundTraining training, ServerOptions options, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadRecordAsync(context);
        var request = Read(body.Bytes);
        var file = request.File;
        context.SetAuditTarget(file);
        if (request.OverrideGates is { } reason)
            RequireMayOverride(context, reason);
        var pipeline = await PipelineFile.LoadAsync(Resolve(file, options.Pipelines), cancellationToken);
        var run = await training.StartAsync(pipeline with { OverrideGates = request.OverrideGates }, context.Actor(), cancellationToken);
        return TypedResults.Accepted($"/api/runs/{run.Value}", new TrainResponse(run.Value));
    }

    /// <summary>What would be refused when all is trained is refused at once.</summary>
    private static void RequireMayOverride(HttpContext context, string reason)
    {
        if (context.Actor() is { Role: < Role.Admin } actor)
            throw new SakerException(ErrorKind.Forbidden, $"To override gates needs the role 'admin'; '{actor.Name}' has the role '{actor.Role.Word()}'.", "overrideGates");
        context.SetAuditDetail(AuditDetails.Overridden(reason));
    }

    private static TrainRequest Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, SakerJson.Default.TrainRequest) is { File.Length: > 0 } request
                ? request
                : throw new SakerException(ErrorKind.InvalidInput, "The file is missing; name a pipeline file such as examples/churn/churn.yaml.", "file");
        }
        catch (JsonException exception) when (exception.Path == "$.file")
        {
            throw new SakerException(ErrorKind.InvalidInput, "The file must be a text, the path of a pipeline file such as examples/churn/churn.yaml.", "file", exception);
        }
        catch (JsonException exception)
        {
            throw JsonBody.Malformed(exception, body);
        }
    }

    /// <summary>A path that a client names must stay within the folder of pipelines, links followed.</summary>
    private static string Resolve(string file, string folder)
    {
        var root = Path.GetFullPath(folder);
        var path = Path.GetFullPath(Path.Combine(root, file));
        var target = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        if (!IsWithin(root, path) || !IsWithin(root, target))
            throw new SakerException(ErrorKind.InvalidInput, "The file must lie within the folder of pipelines that the server was started with; give a path relative to it.", "file");
        return path;
    }

    private static bool IsWithin(string root, string path) => path.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
