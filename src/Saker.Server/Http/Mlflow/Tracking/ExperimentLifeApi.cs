using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Experiments;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Tracking;

/// <summary>MLflow's experiments: made, read, renamed, tagged, deleted and restored.</summary>
internal static class ExperimentLifeApi
{
    public static void Map(MlflowRoutes routes)
    {
        routes.Post("mlflow/experiments/create", CreateAsync, Role.Deployer, AuditActs.ExperimentCreated);
        routes.Get("mlflow/experiments/get", GetAsync);
        routes.Get("mlflow/experiments/get-by-name", GetByNameAsync);
        // Left out of MLflow since 2.0; clients of before ask it.
        routes.Get("mlflow/experiments/list", ListAsync);
        routes.Post("mlflow/experiments/update", UpdateAsync, Role.Deployer, AuditActs.ExperimentRenamed);
        routes.Post("mlflow/experiments/delete", DeleteAsync, Role.Deployer, AuditActs.ExperimentDeleted);
        routes.Post("mlflow/experiments/restore", RestoreAsync, Role.Deployer, AuditActs.ExperimentRestored);
        routes.Post("mlflow/experiments/set-experiment-tag", SetTagAsync, Role.Deployer, AuditActs.ExperimentTagged);
        // The npm client mlflow asks without the slash.
        routes.Post("mlflow/experimentsset-experiment-tag", SetTagAsync, Role.Deployer, AuditActs.ExperimentTagged);
        routes.Post("mlflow/experiments/delete-experiment-tag", DeleteTagAsync, Role.Deployer, AuditActs.ExperimentTagged);
    }

    private static async Task CreateAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in request.Fields.Objects("tags"))
        {
            var (key, value) = TrackingFields.ExperimentTag(tag);
            tags[key] = value;
        }
        var experiment = await Store(context).CreateAsync(
            new ExperimentCreation
            {
                Name = TrackingFields.Limited(request.Fields, "name", TrackingLimits.MaxNameLength),
                ArtifactLocation = request.Fields.Text("artifact_location"),
                Tags = tags,
            },
            context.RequestAborted);
        context.SetAuditTarget(experiment.Id.Value);
        await MlflowAnswers.SendAsync(context, writer => writer.WriteString("experiment_id", experiment.Id.Value));
    }

    private static async Task GetAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var id = TrackingFields.Experiment(request.Fields);
        var experiment = await Store(context).FindAsync(id, context.RequestAborted) ?? throw new SakerException(ErrorKind.NotFound, $"No Experiment with id={id} exists", "experiment_id");
        await SendAsync(context, experiment);
    }

    private static async Task GetByNameAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var name = request.Fields.Required("experiment_name");
        var experiment = await Store(context).FindByNameAsync(name, context.RequestAborted) ?? throw new SakerException(ErrorKind.NotFound, $"Could not find experiment with name '{name}'", "experiment_name");
        await SendAsync(context, experiment);
    }

    private static async Task ListAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var experiments = await Store(context).ListAsync(ViewTypes.Read(request.Fields, "view_type"), context.RequestAborted);
        await MlflowAnswers.SendAsync(context, writer => TrackingFields.WriteList(writer, "experiments", experiments, ExperimentJson.Write));
    }

    private static async Task UpdateAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var id = Target(context, request);
        if (TrackingFields.LimitedOrNull(request.Fields, "new_name", TrackingLimits.MaxNameLength) is { Length: > 0 } name)
            await Store(context).RenameAsync(id, name, context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task DeleteAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        await Store(context).DeleteAsync(Target(context, request), context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task RestoreAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        await Store(context).RestoreAsync(Target(context, request), context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task SetTagAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var id = TrackingFields.Experiment(request.Fields);
        var (key, value) = TrackingFields.ExperimentTag(request.Fields);
        context.SetAuditTarget($"{id} {key}");
        context.SetAuditDetail($"{key} is '{value}'");
        await Store(context).SetTagAsync(id, key, value, context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task DeleteTagAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var (id, key) = (TrackingFields.Experiment(request.Fields), request.Fields.Required("key"));
        context.SetAuditTarget($"{id} {key}");
        context.SetAuditDetail($"{key} was removed");
        await Store(context).DeleteTagAsync(id, key, context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static Task SendAsync(HttpContext context, Experiment experiment) => MlflowAnswers.SendAsync(context, writer => ExperimentJson.Write(writer, "experiment", experiment));

    private static ExperimentId Target(HttpContext context, MlflowRequest request)
    {
        var id = TrackingFields.Experiment(request.Fields);
        context.SetAuditTarget(id.Value);
        return id;
    }

    private static IExperimentStore Store(HttpContext context) => context.RequestServices.GetRequiredService<IExperimentStore>();
}
