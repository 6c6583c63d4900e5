using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Audit;
using Saker.Platform.Experiments;
using Saker.Platform.Identity;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Tracking;

/// <summary>What a run was made from, datasets and models, and the models that it made.</summary>
internal static class RunInputsApi
{
    public static void Map(MlflowRoutes routes)
    {
        routes.Post("mlflow/runs/log-inputs", LogInputsAsync, Role.Deployer, AuditActs.RunLogged);
        routes.Post("mlflow/runs/outputs", LogOutputsAsync, Role.Deployer, AuditActs.RunLogged);
        routes.Post("mlflow/runs/log-model", LogModelAsync, Role.Deployer, AuditActs.RunLogged);
    }

    private static async Task LogInputsAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var run = TrackingFields.AuditedRun(context, request.Fields);
        var inputs = new RunInputs
        {
            Datasets = [.. request.Fields.Objects("datasets").Select(Dataset)],
            Models = [.. request.Fields.Objects("models").Select(model => TrackingFields.Limited(model, "model_id", TrackingLimits.MaxModelIdLength))],
        };
        await Store(context).LogInputsAsync(run, inputs, context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task LogOutputsAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var run = TrackingFields.AuditedRun(context, request.Fields);
        ModelOutput[] outputs = [.. request.Fields.Objects("models").Select(model => new ModelOutput(TrackingFields.Limited(model, "model_id", TrackingLimits.MaxModelIdLength), model.Integer("step") ?? 0))];
        await Store(context).LogOutputsAsync(run, outputs, context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task LogModelAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        await Store(context).LogModelAsync(TrackingFields.AuditedRun(context, request.Fields), request.Fields.Required("model_json"), context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static DatasetInput Dataset(MlflowFields input)
    {
        var dataset = input.Object("dataset") ?? throw input.Missing("dataset");
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in input.Objects("tags"))
            tags[TrackingFields.Limited(tag, "key", TrackingLimits.MaxInputTagKeyLength)] = TrackingFields.LimitedOrNull(tag, "value", TrackingLimits.MaxInputTagLength) ?? throw tag.Missing("value");
        return new DatasetInput
        {
            Dataset = new InputDataset
            {
                Name = TrackingFields.Limited(dataset, "name", TrackingLimits.MaxDatasetNameLength),
                Digest = TrackingFields.Limited(dataset, "digest", TrackingLimits.MaxDatasetDigestLength),
                SourceType = dataset.Required("source_type"),
                Source = TrackingFields.Limited(dataset, "source", TrackingLimits.MaxDatasetSourceLength),
                Schema = TrackingFields.LimitedOrNull(dataset, "schema", TrackingLimits.MaxDatasetSchemaLength),
                Profile = TrackingFields.LimitedOrNull(dataset, "profile", TrackingLimits.MaxDatasetProfileLength),
            },
            Tags = tags,
        };
    }

    private static IRunStore Store(HttpContext context) => context.RequestServices.GetRequiredService<IRunStore>();
}
