using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Audit;
using Saker.Platform.Experiments;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Tracking;

/// <summary>MLflow's runs: made, read, changed, deleted and restored.</summary>
internal static class RunLifeApi
{
    public static void Map(MlflowRoutes routes)
    {
        routes.Post("mlflow/runs/create", CreateAsync, Role.Deployer, AuditActs.RunCreated);
        routes.Get("mlflow/runs/get", GetAsync);
        routes.Post("mlflow/runs/update", UpdateAsync, Role.Deployer, AuditActs.RunChanged);
        routes.Post("mlflow/runs/delete", DeleteAsync, Role.Deployer, AuditActs.RunDeleted);
        routes.Post("mlflow/runs/restore", RestoreAsync, Role.Deployer, AuditActs.RunRestored);
    }

    private static async Task CreateAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var fields = request.Fields;
        var run = await Store(context).CreateAsync(
            new RunCreation
            {
                Experiment = TrackingFields.ExperimentOrDefault(fields),
                Name = TrackingFields.LimitedOrNull(fields, "run_name", TrackingLimits.MaxNameLength),
                UserId = fields.Text("user_id"),
                StartedAt = TrackingFields.Time(fields, "start_time"),
                Tags = TrackingFields.RunTags(fields.Objects("tags")),
            },
            context.RequestAborted);
        context.SetAuditTarget(run.Id.Value);
        await MlflowAnswers.SendAsync(context, writer => RunJson.Write(writer, "run", run));
    }

    private static async Task GetAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var id = TrackingFields.Run(request.Fields);
        var run = await context.RequestServices.GetRequiredService<IExperimentStore>().FindRunAsync(id, context.RequestAborted) ?? throw TrackingErrors.NoRun(id);
        await MlflowAnswers.SendAsync(context, writer => RunJson.Write(writer, "run", run));
    }

    private static async Task UpdateAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var fields = request.Fields;
        var update = new RunUpdate
        {
            Status = TrackingFields.Status(fields),
            EndedAt = TrackingFields.Time(fields, "end_time"),
            Name = TrackingFields.LimitedOrNull(fields, "run_name", TrackingLimits.MaxNameLength) is { Length: > 0 } name ? name : null,
        };
        var run = await Store(context).UpdateAsync(TrackingFields.AuditedRun(context, fields), update, context.RequestAborted);
        context.SetAuditDetail(string.Join(", ", new[] { update.Status?.ToString().ToLowerInvariant(), update.Name is { } named ? $"name '{named}'" : null }.OfType<string>()));
        await MlflowAnswers.SendAsync(context, writer => RunJson.WriteInfo(writer, "run_info", run));
    }

    private static async Task DeleteAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        await Store(context).DeleteAsync(TrackingFields.AuditedRun(context, request.Fields), context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task RestoreAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        await Store(context).RestoreAsync(TrackingFields.AuditedRun(context, request.Fields), context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static IRunStore Store(HttpContext context) => context.RequestServices.GetRequiredService<IRunStore>();
}
