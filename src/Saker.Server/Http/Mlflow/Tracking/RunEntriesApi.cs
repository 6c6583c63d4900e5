using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Experiments;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Tracking;

/// <summary>What MLflow's clients log to a run: metrics, parameters and tags, one by one or many at once.</summary>
internal static class RunEntriesApi
{
    private const int MaxBytes = 1_000_000;
    private const int MaxMetrics = 1_000;
    private const int MaxParametersOrTags = 100;
    private const int MaxEntries = 1_000;

    public static void Map(MlflowRoutes routes)
    {
        routes.Post("mlflow/runs/log-metric", LogMetricAsync, Role.Deployer, AuditActs.RunLogged);
        routes.Post("mlflow/runs/log-parameter", LogParameterAsync, Role.Deployer, AuditActs.RunLogged);
        routes.Post("mlflow/runs/set-tag", SetTagAsync, Role.Deployer, AuditActs.RunTagged);
        routes.Post("mlflow/runs/delete-tag", DeleteTagAsync, Role.Deployer, AuditActs.RunTagged);
        routes.Post("mlflow/runs/log-batch", LogBatchAsync, Role.Deployer, AuditActs.RunLogged);
    }

    private static async Task LogMetricAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        await LogAsync(context, request, new RunEntries { Metrics = [Metric(request.Fields)] });
    }

    private static async Task LogParameterAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        await LogAsync(context, request, new RunEntries { Parameters = Parameters([request.Fields]) });
    }

    private static async Task SetTagAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var tags = TrackingFields.RunTags([request.Fields]);
        foreach (var (key, value) in tags)
            context.SetAuditDetail($"{key} is '{value}'");
        await LogAsync(context, request, new RunEntries { Tags = tags });
    }

    private static async Task DeleteTagAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var key = request.Fields.Required("key");
        context.SetAuditDetail($"{key} was removed");
        await context.RequestServices.GetRequiredService<IRunStore>().DeleteTagAsync(TrackingFields.AuditedRun(context, request.Fields), key, context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task LogBatchAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        if (request.ByteCount > MaxBytes)
            throw new SakerException(ErrorKind.InvalidInput, $"Batched logging API requests must be at most {MaxBytes} bytes, got a request of size {request.ByteCount}.", "body");
        var (metrics, parameters, tags) = (request.Fields.Objects("metrics"), request.Fields.Objects("params"), request.Fields.Objects("tags"));
        CheckCount("metrics", metrics.Count, MaxMetrics);
        CheckCount("params", parameters.Count, MaxParametersOrTags);
        CheckCount("tags", tags.Count, MaxParametersOrTags);
        CheckCount("metrics, params, and tags", metrics.Count + parameters.Count + tags.Count, MaxEntries);
        await LogAsync(context, request, new RunEntries
        {
            Metrics = [.. metrics.Select(Metric)],
            Parameters = Parameters(parameters),
            Tags = TrackingFields.RunTags(tags),
        });
    }

    private static async Task LogAsync(HttpContext context, MlflowRequest request, RunEntries entries)
    {
        await context.RequestServices.GetRequiredService<IExperimentStore>().LogAsync(TrackingFields.AuditedRun(context, request.Fields), entries, context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static Metric Metric(MlflowFields fields) => new(
        TrackingFields.Key(fields, "metric"),
        fields.Number("value") ?? throw fields.Missing("value"),
        fields.Integer("step") ?? 0,
        TrackingFields.Time(fields, "timestamp") ?? throw fields.Missing("timestamp"))
    {
        ModelId = Set(TrackingFields.LimitedOrNull(fields, "model_id", TrackingLimits.MaxModelIdLength)),
        DatasetName = Set(TrackingFields.LimitedOrNull(fields, "dataset_name", TrackingLimits.MaxDatasetNameLength)),
        DatasetDigest = Set(TrackingFields.LimitedOrNull(fields, "dataset_digest", TrackingLimits.MaxDatasetDigestLength)),
    };

    private static Dictionary<string, string> Parameters(IReadOnlyList<MlflowFields> parameters)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string> repeated = [];
        foreach (var parameter in parameters)
        {
            var key = TrackingFields.Key(parameter, "parameter");
            if (!read.TryAdd(key, TrackingFields.CutValue(parameter, TrackingLimits.MaxParameterLength)))
                repeated.Add($"'{key}'");
        }
        return repeated.Count == 0 ? read : throw new SakerException(
            ErrorKind.InvalidInput, $"Duplicate parameter keys have been submitted: [{string.Join(", ", repeated)}]. Please ensure the request contains only one param value per param key.", "params");
    }

    private static string? Set(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static void CheckCount(string what, int count, int maxCount)
    {
        if (count > maxCount)
            throw new SakerException(ErrorKind.InvalidInput, $"A batch logging request can contain at most {maxCount} {what}. Got {count} {what}. Please split up {what} across multiple requests and try again.", what);
    }
}
