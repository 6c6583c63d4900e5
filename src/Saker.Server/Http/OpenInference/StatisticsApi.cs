using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Statistics;

namespace Saker.Server.Http.OpenInference;

/// <summary>The statistics extension: what the versions in memory did since they were loaded.</summary>
internal static class StatisticsApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/models/stats", ListAsync).WithName("inferStatistics").WithSummary("What every version in memory did. Loads none.");
        group.MapGet("/models/{model}/stats", GetAsync).WithName("inferModelStatistics").WithSummary("What the versions of a model in memory did, or zeros of the one that would serve. Loads none.");
        group.MapGet("/models/{model}/versions/{version}/stats", GetAsync).WithName("inferModelStatisticsVersion").WithSummary("What a version did since it was loaded; zeros when it is not in memory. Loads none.");
    }

    // By the response: a delegate of the context alone would be left out of the OpenAPI document.
    private static Task ListAsync(HttpResponse response, ModelHost host) => SendAsync(response.HttpContext, host.ListReports());

    private static async Task GetAsync(string model, string? version, HttpContext context, ModelHost host) =>
        await SendAsync(context, await host.ListReportsAsync(model, version, context.RequestAborted));

    private static Task SendAsync(HttpContext context, IReadOnlyList<VersionReport> reports) => JsonAnswers.SendAsync(context, writer =>
    {
        writer.WriteStartArray("model_stats");
        foreach (var report in reports)
            Write(writer, report);
        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, VersionReport report)
    {
        var statistics = report.Statistics;
        writer.WriteStartObject();
        writer.WriteString("name", report.Name);
        writer.WriteString("version", report.Version.ToString(CultureInfo.InvariantCulture));
        writer.WriteNumber("last_inference", statistics.LastInferenceAt?.ToUnixTimeMilliseconds() ?? 0);
        writer.WriteNumber("inference_count", statistics.InferenceCount);
        writer.WriteNumber("execution_count", statistics.ExecutionCount);
        writer.WriteStartObject("inference_stats");
        Write(writer, "success", statistics.Success);
        Write(writer, "fail", statistics.Fail);
        Write(writer, "queue", statistics.Queue);
        Write(writer, "compute_input", statistics.ComputeInput);
        Write(writer, "compute_infer", statistics.ComputeInfer);
        Write(writer, "compute_output", statistics.ComputeOutput);
        Write(writer, "cache_hit", statistics.CacheHit);
        Write(writer, "cache_miss", statistics.CacheMiss);
        writer.WriteEndObject();
        writer.WriteStartArray("batch_stats");
        foreach (var batch in statistics.Batches)
        {
            writer.WriteStartObject();
            writer.WriteNumber("batch_size", batch.BatchSize);
            Write(writer, "compute_input", batch.ComputeInput);
            Write(writer, "compute_infer", batch.ComputeInfer);
            Write(writer, "compute_output", batch.ComputeOutput);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, DurationTotal total)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("count", total.Count);
        writer.WriteNumber("ns", total.Nanoseconds);
        writer.WriteEndObject();
    }
}
