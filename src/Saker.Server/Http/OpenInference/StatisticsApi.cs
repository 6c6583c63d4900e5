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
        group.MapGet("/models/stats", ListAsync).WithName("inferStatistics").WithSummary("What every version in memory did.");
        group.MapGet("/models/{model}/stats", GetAsync).WithName("inferModelStatistics").WithSummary("What the version that serves did.");
        group.MapGet("/models/{model}/versions/{version}/stats", GetAsync).WithName("inferModelStatisticsVersion").WithSummary("What a version did.");
    }

    private static async Task ListAsync(HttpContext context, ModelHost host)
    {
        var all = new List<(string Name, string Version, StatisticsSnapshot Statistics)>();
        foreach (var entry in await host.ListIndexAsync(context.RequestAborted))
            if (entry.Version is { LoadedAt: not null, IsAvailable: true })
                all.Add(await LookAsync(host, entry.Name, entry.Version.Version.ToString(CultureInfo.InvariantCulture), context.RequestAborted));
        await SendAsync(context, all);
    }

    private static async Task GetAsync(string model, string? version, HttpContext context, ModelHost host) =>
        await SendAsync(context, [await LookAsync(host, model, version, context.RequestAborted)]);

    private static async Task<(string Name, string Version, StatisticsSnapshot Statistics)> LookAsync(ModelHost host, string model, string? version, CancellationToken cancellationToken)
    {
        using var call = await InferApi.LookAsync(host, model, version, cancellationToken);
        return (model, InferPlan.Of(call.Model).Version, call.Model.Statistics.ToSnapshot());
    }

    private static Task SendAsync(HttpContext context, List<(string Name, string Version, StatisticsSnapshot Statistics)> all) => JsonAnswers.SendAsync(context, writer =>
    {
        writer.WriteStartArray("model_stats");
        foreach (var (name, version, statistics) in all)
            Write(writer, name, version, statistics);
        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, string name, string version, StatisticsSnapshot statistics)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("version", version);
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
