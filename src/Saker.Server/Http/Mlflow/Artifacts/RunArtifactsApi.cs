using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Audit;
using Saker.Platform.Experiments;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Server.Http.Access;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Artifacts;

/// <summary>Artifacts by the run or the model version that they belong to.</summary>
internal static class RunArtifactsApi
{
    private const long MaxPageUploadBytes = 10 * 1024 * 1024;

    public static void Map(MlflowRoutes routes, IEndpointRouteBuilder app)
    {
        routes.Get("mlflow/artifacts/list", ListAsync);
        routes.Post("mlflow/artifacts/presigned-upload-url", AnswerNotImplementedAsync, Role.Deployer);
        routes.Post("mlflow/artifacts/presigned-download-url", AnswerNotImplementedAsync, Role.Deployer);
        app.MapGet("/get-artifact", DownloadAsync).Needs(Role.Viewer).ExcludeFromDescription();
        app.MapGet("/model-versions/get-artifact", DownloadVersionAsync).Needs(Role.Viewer).ExcludeFromDescription();
        app.MapPost("/ajax-api/2.0/mlflow/upload-artifact", UploadAsync).Needs(Role.Deployer).Audited(AuditActs.ArtifactWritten).ExcludeFromDescription();
    }

    /// <summary>Whether this is one of MLflow's addresses outside of its bases.</summary>
    public static bool Owns(PathString path) => path.StartsWithSegments("/get-artifact") || path.StartsWithSegments("/model-versions/get-artifact");

    private static async Task ListAsync(HttpContext context)
    {
        var fields = new MlflowFields(context.Request.Query);
        var run = await FindAsync(context, fields.Required("run_id", "run_uuid"));
        await SendListAsync(context, run.ArtifactUri, ArtifactListJson.ReadFolder(fields), fields);
    }

    /// <summary>Answers with what lies in a folder below an artifact address.</summary>
    public static async Task SendListAsync(HttpContext context, string uri, string folder, MlflowFields fields)
    {
        var options = context.RequestServices.GetRequiredService<ArtifactOptions>();
        // Artifacts that lie elsewhere are their client's to list.
        var root = ArtifactPaths.FromUri(uri);
        var page = root is null ? new ArtifactPage([], null)
            : await context.RequestServices.GetRequiredService<IArtifactStore>().ListPageAsync(Join(root, folder), ArtifactListJson.ReadToken(fields), options.MaxListed, context.RequestAborted);
        await MlflowAnswers.SendAsync(context, json =>
        {
            json.WriteString("root_uri", uri);
            ArtifactListJson.WriteFiles(json, page.Entries, root ?? "");
            ArtifactListJson.WriteToken(json, page.Next);
        });
    }

    private static async Task DownloadAsync(HttpContext context)
    {
        var fields = new MlflowFields(context.Request.Query);
        var run = await FindAsync(context, fields.Required("run_id", "run_uuid"));
        await SendFileAsync(context, run.ArtifactUri, fields.Required("path"));
    }

    /// <summary>Answers with a file below an artifact address.</summary>
    public static async Task SendFileAsync(HttpContext context, string uri, string path) =>
        await ArtifactDownload.SendAsync(context, path, await context.RequestServices.GetRequiredService<IArtifactStore>().OpenAsync(Join(RootOf(uri), path), context.RequestAborted));

    private static async Task DownloadVersionAsync(HttpContext context)
    {
        var fields = new MlflowFields(context.Request.Query);
        var (name, number, path) = (fields.Required("name"), fields.Integer("version") ?? throw fields.Missing("version"), fields.Required("path"));
        var version = await context.RequestServices.GetRequiredService<IRegistryStore>().ResolveAsync(FormattableString.Invariant($"{name}/{number}"), context.RequestAborted);
        await ArtifactDownload.SendAsync(context, path, await context.RequestServices.GetRequiredService<VersionFiles>().OpenAsync(version, path, context.RequestAborted));
    }

    private static async Task UploadAsync(HttpContext context)
    {
        var fields = new MlflowFields(context.Request.Query);
        var (run, path) = (fields.Required("run_uuid", "run_id"), fields.Required("path"));
        ArtifactUploadLimit.Apply(context, MaxPageUploadBytes);
        var found = await FindAsync(context, run);
        context.SetAuditTarget($"{run}/{path}");
        // Without a length the limit must be counted; the page always says it.
        if (context.Request.ContentLength is null)
            throw new SakerException(ErrorKind.InvalidInput, "The request must say by Content-Length how large the file is.", "content");
        await context.RequestServices.GetRequiredService<IArtifactStore>().PutAsync(Join(RootOf(found.ArtifactUri), path), context.Request.Body, context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static Task AnswerNotImplementedAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status501NotImplemented;
        return MlflowErrors.WriteAsync(context, "NOT_IMPLEMENTED", "Signed addresses are not given here: send and fetch files by mlflow-artifacts/artifacts/PATH, large ones in parts by mlflow-artifacts/mpu.");
    }

    private static async Task<Run> FindAsync(HttpContext context, string run) =>
        await context.RequestServices.GetRequiredService<IExperimentStore>().FindRunAsync(new RunId(run), context.RequestAborted)
            ?? throw new SakerException(ErrorKind.NotFound, $"Run with id={run} not found", "run_id");

    private static string RootOf(string uri) => ArtifactPaths.FromUri(uri)
        ?? throw new SakerException(ErrorKind.InvalidInput, $"These artifacts lie at '{uri}', not on this server.", "path");

    private static string Join(string root, string path) => path.Length == 0 ? root : $"{root}/{path}";
}
