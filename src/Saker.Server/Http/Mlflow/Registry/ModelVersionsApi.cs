using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Experiments;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Server.Http.Access;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Registry;

/// <summary>MLflow's routes of model versions.</summary>
internal static class ModelVersionsApi
{
    private const string Root = "mlflow/model-versions/";

    public static void Map(MlflowRoutes routes)
    {
        routes.Post(Root + "create", CreateAsync, Role.Deployer, AuditActs.VersionRegistered);
        routes.Patch(Root + "update", UpdateAsync, Role.Deployer, AuditActs.VersionChanged);
        routes.Post(Root + "transition-stage", SetStageAsync, Role.Deployer, AuditActs.VersionChanged);
        routes.Delete(Root + "delete", DeleteAsync, Role.Deployer, AuditActs.VersionDeleted);
        routes.Get(Root + "get", GetAsync);
        routes.Get(Root + "search", SearchAsync);
        routes.Get(Root + "get-download-uri", GetDownloadUriAsync);
        routes.Post(Root + "set-tag", SetTagAsync, Role.Deployer, AuditActs.VersionChanged);
        routes.Delete(Root + "delete-tag", DeleteTagAsync, Role.Deployer, AuditActs.VersionChanged);
    }

    private static async Task CreateAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var fields = request.Fields;
        var registration = new Registration
        {
            Model = fields.Required("name"),
            Folder = null,
            MakesModel = false,
            Source = fields.Required("source"),
            Run = fields.Text("run_id") is { Length: > 0 } run ? new RunId(run) : null,
            RunLink = fields.Text("run_link") is { Length: > 0 } link ? link : null,
            LoggedModel = fields.Text("model_id") is { Length: > 0 } model ? model : null,
            Description = fields.Text("description"),
            Tags = fields.Tags(),
            Override = OverrideHeader.Find(context.Request),
            By = context.Actor(),
        };
        context.SetAuditTarget(registration.Model);
        if (registration.Override is { } reason)
            context.SetAuditDetail(AuditDetails.Overridden(reason));
        var version = await context.RequestServices.GetRequiredService<ModelIntake>().RegisterAsync(registration, context.RequestAborted);
        context.SetAuditTarget(version.Reference);
        await SendAsync(context, version);
    }

    private static async Task UpdateAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var (name, version) = Named(context, request);
        await SendAsync(context, await Registry(context).DescribeVersionAsync(name, version, request.Fields.Text("description"), context.RequestAborted));
    }

    private static async Task SetStageAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var (name, version) = Named(context, request);
        var stage = RegistryFields.Stage(request.Fields.Required("stage"));
        var reason = OverrideHeader.Find(context.Request);
        context.SetAuditDetail($"stage {stage}", AuditDetails.Overridden(reason));
        var change = new StageChange { Model = name, Version = version, Stage = stage, ArchivesOthers = request.Fields.Flag("archive_existing_versions"), Override = reason, By = context.Actor() };
        await SendAsync(context, await Registry(context).SetStageAsync(change, context.RequestAborted));
    }

    private static async Task DeleteAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var (name, version) = Named(context, request);
        await Registry(context).DeleteVersionAsync(name, version, context.Actor(), context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task GetAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        await SendAsync(context, await FindAsync(context, request));
    }

    private static async Task SearchAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var page = await context.RequestServices.GetRequiredService<IRegistrySearch>().SearchVersionsAsync(request.Fields.Query(defaultCount: 10_000, maxCount: 200_000), context.RequestAborted);
        await MlflowAnswers.SendAsync(context, writer =>
        {
            RegistryJson.WriteVersions(writer, "model_versions", page.Items);
            if (page.NextPageToken is { } next)
                writer.WriteString("next_page_token", next);
        });
    }

    private static async Task GetDownloadUriAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var version = await FindAsync(context, request);
        await MlflowAnswers.SendAsync(context, writer => writer.WriteString("artifact_uri", version.HasFiles ? VersionArtifacts.ToUri(version) : version.StorageUri ?? version.Source ?? $"models:/{version.Reference}"));
    }

    private static async Task SetTagAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var (name, version) = Named(context, request);
        await Registry(context).SetVersionTagAsync(name, version, request.Fields.Required("key"), request.Fields.Text("value") ?? "", context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task DeleteTagAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var (name, version) = Named(context, request);
        await Registry(context).DeleteVersionTagAsync(name, version, request.Fields.Required("key"), context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static (string Name, int Version) Named(HttpContext context, MlflowRequest request)
    {
        var (name, version) = (request.Fields.Required("name"), request.Fields.Version());
        context.SetAuditTarget($"{name}/{version}");
        return (name, version);
    }

    private static async Task<ModelVersion> FindAsync(HttpContext context, MlflowRequest request)
    {
        var (name, version) = (request.Fields.Required("name"), request.Fields.Version());
        return await Registry(context).FindVersionAsync(name, version, context.RequestAborted)
            ?? throw new SakerException(ErrorKind.NotFound, $"Model Version (name={name}, version={version}) not found", "version");
    }

    private static Task SendAsync(HttpContext context, ModelVersion version) => MlflowAnswers.SendAsync(context, writer =>
    {
        writer.WriteStartObject("model_version");
        RegistryJson.WriteVersion(writer, version);
        writer.WriteEndObject();
    });

    private static IRegistryStore Registry(HttpContext context) => context.RequestServices.GetRequiredService<IRegistryStore>();
}
