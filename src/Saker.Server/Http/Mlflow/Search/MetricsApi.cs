using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;
using Saker.Server.Http.Mlflow.Tracking;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Search;

/// <summary>MLflow's routes that give a metric of several runs at once, as its charts ask for it.</summary>
internal static class MetricsApi
{
    private const int DefaultSampleSize = 320;

    public static void Map(MlflowRoutes routes)
    {
        routes.Get("mlflow/metrics/get-history-bulk", GetHistoryAsync);
        routes.Get("mlflow/metrics/get-history-bulk-interval", SampleHistoryAsync);
    }

    private static async Task GetHistoryAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var fields = request.Fields;
        var runs = Runs(fields, "run_id", "GetMetricHistoryBulk");
        var key = fields.Text("metric_key") is { Length: > 0 } given ? given : throw Refused("GetMetricHistoryBulk request must specify a metric_key.", "metric_key");
        // More than the most is no mistake here: the most is given.
        var count = fields.Integer("max_results") is { } wanted and < TrackingLimits.MaxHistoryCount ? Math.Max(wanted, 1) : TrackingLimits.MaxHistoryCount;
        await SendAsync(context, await Search(context).GetHistoryAsync(runs, key, (int)count, context.RequestAborted));
    }

    private static async Task SampleHistoryAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var fields = request.Fields;
        var runs = Runs(fields, "run_ids", "GetMetricHistoryBulkInterval");
        var key = fields.Required("metric_key");
        var (first, last) = (fields.Integer("start_step"), fields.Integer("end_step"));
        if (first is null != last is null)
            throw Refused("If either start step or end step are specified, both start step and end step must be specified.", first is null ? "start_step" : "end_step");
        var count = SearchFields.Count(fields, DefaultSampleSize, ITrackingSearch.MaxSampleSize);
        await SendAsync(context, await Search(context).SampleHistoryAsync(runs, key, first is { } from ? (from, last!.Value) : null, count, context.RequestAborted));
    }

    private static RunId[] Runs(MlflowFields fields, string name, string call)
    {
        var ids = fields.Texts(name);
        return ids.Count switch
        {
            0 => throw Refused($"{call} request must specify at least one {name.TrimEnd('s')}.", name),
            > ITrackingSearch.MaxMetricRuns => throw Refused(string.Create(CultureInfo.InvariantCulture, $"{call} request cannot specify more than {ITrackingSearch.MaxMetricRuns} run_ids. Received {ids.Count} run_ids."), name),
            _ => [.. ids.Select(id => new RunId(id))],
        };
    }

    private static ITrackingSearch Search(HttpContext context) => context.RequestServices.GetRequiredService<ITrackingSearch>();

    private static Task SendAsync(HttpContext context, IReadOnlyList<RunMetric> values) => MlflowAnswers.SendAsync(
        context, writer => TrackingFields.WriteList(writer, "metrics", values, static (json, value) => RunJson.WriteMetric(json, value.Metric, value.Run)));

    private static SakerException Refused(string message, string field) => new(ErrorKind.InvalidInput, message, field);
}
