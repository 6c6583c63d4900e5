using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Artifacts;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Server.Http.Access;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Artifacts;

/// <summary>Uploads in parts. Clients send parts without credentials, as they would to a cloud's signed addresses: the upload's id in the address is the secret.</summary>
internal static class MultipartApi
{
    private const string PartRoute = "/api/2.0/mlflow-artifacts/mpu/part";

    public static void Map(MlflowRoutes routes, IEndpointRouteBuilder app)
    {
        // Nothing is there for others before an upload is complete.
        foreach (var (word, handler, act) in (ReadOnlySpan<(string, RequestDelegate, string?)>)[("create", CreateAsync, null), ("complete", CompleteAsync, AuditActs.ArtifactWritten), ("abort", AbortAsync, null)])
        {
            routes.Post($"mlflow-artifacts/mpu/{word}", handler, Role.Deployer, act);
            routes.Post($"mlflow-artifacts/mpu/{word}/{{**path}}", handler, Role.Deployer, act);
        }
        app.MapPut(PartRoute + "/{upload}/{number:int}", PutPartAsync).OpenToAll().ExcludeFromDescription();
    }

    private static async Task CreateAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var path = PathOf(context, "create", request.Fields);
        VersionArtifacts.RequireElsewhere(path);
        var partCount = request.Fields.Integer("num_parts") ?? throw request.Fields.Missing("num_parts");
        var upload = await Uploads(context).BeginAsync(path, (int)Math.Clamp(partCount, 0, int.MaxValue), context.RequestAborted);
        var address = $"{context.Request.Scheme}://{context.Request.Host}{PartRoute}/{upload}";
        await MlflowAnswers.SendAsync(context, json =>
        {
            json.WriteString("upload_id", upload);
            json.WriteStartArray("credentials");
            for (var number = 1; number <= partCount; number++)
            {
                json.WriteStartObject();
                json.WriteString("url", FormattableString.Invariant($"{address}/{number}"));
                json.WriteNumber("part_number", number);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    private static async Task PutPartAsync(HttpContext context)
    {
        ArtifactUploadLimit.Apply(context, context.RequestServices.GetRequiredService<ArtifactOptions>().MaxFileBytes);
        var values = context.Request.RouteValues;
        var number = int.Parse((string)values["number"]!, System.Globalization.CultureInfo.InvariantCulture);
        var hash = await Uploads(context).PutPartAsync((string)values["upload"]!, number, context.Request.Body, context.RequestAborted);
        context.Response.Headers.ETag = $"\"{hash}\"";
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task CompleteAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var fields = request.Fields;
        UploadPart[] parts = [.. fields.Objects("parts").Select(part => new UploadPart((int)(part.Integer("part_number") ?? throw part.Missing("part_number")), (part.Text("etag") ?? "").Trim('"')))];
        var path = PathOf(context, "complete", fields);
        context.SetAuditTarget(path);
        await Uploads(context).CompleteAsync(fields.Required("upload_id"), path, parts, context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task AbortAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        await Uploads(context).AbortAsync(request.Fields.Required("upload_id"), PathOf(context, "abort", request.Fields), context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    /// <summary>The address names the folder, the field the file on the caller's disk, whose name it keeps.</summary>
    private static string PathOf(HttpContext context, string act, MlflowFields fields)
    {
        var local = fields.Required("path");
        var name = local[(local.LastIndexOfAny(['/', '\\']) + 1)..];
        var address = $"/mlflow-artifacts/mpu/{act}";
        var folder = context.Request.Path.Value!.EndsWith(address, StringComparison.OrdinalIgnoreCase) ? "" : ArtifactPathOf.Read(context, address + "/");
        return folder.Length == 0 ? name : $"{folder}/{name}";
    }

    private static IArtifactUploads Uploads(HttpContext context) => context.RequestServices.GetRequiredService<IArtifactUploads>();
}
