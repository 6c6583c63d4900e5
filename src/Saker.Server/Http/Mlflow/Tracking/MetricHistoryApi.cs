using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Experiments;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Tracking;

/// <summary>Every logged value of a metric of one run.</summary>
internal static class MetricHistoryApi
{
    public static void Map(MlflowRoutes routes) => routes.Get("mlflow/metrics/get-history", GetAsync);

    private static async Task GetAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var fields = request.Fields;
        var (run, key, token) = (TrackingFields.Run(fields), fields.Required("metric_key"), fields.Text("page_token"));
        var page = await ReadAsync(context, run, key, token, fields.Integer("max_results"), fields);
        await MlflowAnswers.SendAsync(context, writer =>
        {
            TrackingFields.WriteList(writer, "metrics", page.Points, static (Utf8JsonWriter list, Metric metric) => RunJson.WriteMetric(list, metric));
            if (page.NextPageToken is { } next)
                writer.WriteString("next_page_token", next);
        });
    }

    private static async Task<MetricPage> ReadAsync(HttpContext context, RunId run, string key, string? token, long? maxCount, MlflowFields fields)
    {
        const string name = "max_results";
        if (maxCount < 1)
            throw fields.Invalid(name, maxCount.Value.ToString(CultureInfo.InvariantCulture), "it must be 1 or more");
        // Who asks for no number of them gets all.
        if (maxCount is null && string.IsNullOrEmpty(token))
            return new MetricPage { Points = await context.RequestServices.GetRequiredService<IExperimentStore>().GetHistoryAsync(run, key, context.RequestAborted) };
        var count = (int)Math.Min(maxCount ?? TrackingLimits.MaxHistoryCount, TrackingLimits.MaxHistoryCount);
        return await context.RequestServices.GetRequiredService<IRunStore>().GetHistoryAsync(run, key, token, count, context.RequestAborted);
    }
}
