using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Artifacts;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
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
        routes.Put("mlflow-artifacts/artifacts/{**path}", UploadAsync, Role.Deployer);
        routes.Delete("mlflow-artifacts/artifacts/{**path}", DeleteAsync, Role.Deployer, AuditActs.ArtifactsDeleted);
    }

    private static async Task ListAsync(HttpContext context)
    {
        var fields = new MlflowFields(context.Request.Query);
        var folder = ArtifactListJson.ReadFolder(fields);
        var entries = await Store(context).ListAsync(folder, context.RequestAborted);
        await MlflowAnswers.SendAsync(context, json => ArtifactListJson.WriteFiles(json, entries, folder));
    }

    private static async Task DownloadAsync(HttpContext context)
    {
        var path = ArtifactPathOf.Read(context, Before);
        // The same address without a path is the list.
        if (path.Length == 0)
            await ListAsync(context);
        else
            await ArtifactDownload.SendAsync(context, path, await Store(context).OpenAsync(path, context.RequestAborted));
    }

    private static async Task UploadAsync(HttpContext context)
    {
        ArtifactUploadLimit.Apply(context, context.RequestServices.GetRequiredService<ArtifactOptions>().MaxFileBytes);
        await Store(context).PutAsync(ArtifactPathOf.Read(context, Before), context.Request.Body, context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task DeleteAsync(HttpContext context)
    {
        var path = ArtifactPathOf.Read(context, Before);
        context.SetAuditTarget(path);
        await Store(context).DeleteAsync(path, context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static IArtifactStore Store(HttpContext context) => context.RequestServices.GetRequiredService<IArtifactStore>();
}
