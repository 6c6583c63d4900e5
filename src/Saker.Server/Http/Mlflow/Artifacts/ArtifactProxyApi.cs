using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Artifacts;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Server.Http.Access;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Artifacts;

/// <summary>The scheme <c>mlflow-artifacts:</c>: clients that find it in an artifact's address send and fetch files here.</summary>
internal static class ArtifactProxyApi
{
    private const string Before = "/mlflow-artifacts/artifacts/";

    public static void Map(MlflowRoutes routes)
    {
        routes.Get("mlflow-artifacts/artifacts", ListAsync);
        routes.Get("mlflow-artifacts/artifacts/{**path}", DownloadAsync);
        routes.Put("mlflow-artifacts/artifacts/{**path}", UploadAsync, Role.Deployer, AuditActs.ArtifactWritten);
        routes.Delete("mlflow-artifacts/artifacts/{**path}", DeleteAsync, Role.Deployer, AuditActs.ArtifactsDeleted);
    }

    private static async Task ListAsync(HttpContext context)
    {
        var fields = new MlflowFields(context.Request.Query);
        var folder = ArtifactListJson.ReadFolder(fields);
        var entries = await (VersionArtifacts.Owns(folder) ? Versions(context).ListAsync(folder, context.RequestAborted) : Store(context).ListAsync(folder, context.RequestAborted));
        await MlflowAnswers.SendAsync(context, json => ArtifactListJson.WriteFiles(json, entries, folder));
    }

    private static async Task DownloadAsync(HttpContext context)
    {
        var path = ArtifactPathOf.Read(context, Before);
        // The same address without a path is the list.
        if (path.Length == 0)
            await ListAsync(context);
        else
            await ArtifactDownload.SendAsync(context, path, await (VersionArtifacts.Owns(path) ? Versions(context).OpenAsync(path, context.RequestAborted) : Store(context).OpenAsync(path, context.RequestAborted)));
    }

    private static async Task UploadAsync(HttpContext context)
    {
        ArtifactUploadLimit.Apply(context, context.RequestServices.GetRequiredService<ArtifactOptions>().MaxFileBytes);
        var path = ArtifactPathOf.Read(context, Before);
        context.SetAuditTarget(path);
        VersionArtifacts.RequireElsewhere(path);
        await Store(context).PutAsync(path, context.Request.Body, context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task DeleteAsync(HttpContext context)
    {
        var path = ArtifactPathOf.Read(context, Before);
        context.SetAuditTarget(path);
        VersionArtifacts.RequireElsewhere(path);
        await Store(context).DeleteAsync(path, context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static VersionArtifacts Versions(HttpContext context) => context.RequestServices.GetRequiredService<VersionArtifacts>();

    private static IArtifactStore Store(HttpContext context) => context.RequestServices.GetRequiredService<IArtifactStore>();
}
