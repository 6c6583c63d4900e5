using System.Globalization;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Statistics;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>What callers asked of endpoints, by the version that was asked.</summary>
internal sealed class TrafficMetrics(ModelHost host) : IMetricSource
{
    private static readonly MetricFamily s_requests = new("saker_inference_requests", MetricKind.Counter, "Requests for predictions by how they ended.", "endpoint", "model", "version", "outcome");
    private static readonly MetricFamily s_rows = new("saker_inference_rows", MetricKind.Counter, "Rows predicted.", "endpoint", "model", "version");
    private static readonly MetricFamily s_answers = new("saker_inference_answers", MetricKind.Counter, "Answers by the step of the fallback chain that gave them; 'primary' is the version asked.", "endpoint", "model", "version", "step");
    private static readonly MetricFamily s_cacheHits = new("saker_inference_cache_hits", MetricKind.Counter, "Answers that were kept from an equal request.", "endpoint", "model", "version");
    private static readonly MetricFamily s_warned = new("saker_inference_warned_requests", MetricKind.Counter, "Answers with warnings of the guard about their inputs.", "endpoint", "model", "version");
    private static readonly MetricFamily s_duration = new("saker_inference_request_duration_seconds", MetricKind.Histogram, "How long requests for predictions took in the server, however they ended, reading and writing them apart.", "endpoint", "model", "version");
    private static readonly MetricFamily s_stages = new("saker_inference_stage_duration_seconds", MetricKind.Histogram, "How long the stages of requests took that a run answered: the wait for it, and the input, inference and output of the whole run.", "endpoint", "model", "version", "stage");

    public IReadOnlyList<MetricFamily> Families { get; } = [s_requests, s_rows, s_answers, s_cacheHits, s_warned, s_duration, s_stages];

    public ValueTask CollectAsync(MetricSet into, CancellationToken cancellationToken)
    {
        foreach (var traffic in host.ListTraffic())
            Add(traffic, into);
        return ValueTask.CompletedTask;
    }

    private static void Add(VersionTrafficSnapshot traffic, MetricSet into)
    {
        // Their own words for what is not told apart by the endpoint already.
        string[] labels = [traffic.Endpoint, traffic.Version is null ? MetricFamily.Other : traffic.Model, traffic.Version?.ToString(CultureInfo.InvariantCulture) ?? MetricFamily.Other];
        AddCounts(s_requests, RequestOutcomes.Words, traffic.Outcomes);
        AddCounts(s_answers, AnswerSteps.Words, traffic.Steps);
        into.Add(s_rows, traffic.RowCount, labels);
        into.Add(s_cacheHits, traffic.CacheHitCount, labels);
        into.Add(s_warned, traffic.WarnedCount, labels);
        into.Add(s_duration, traffic.Total, labels);
        foreach (var stage in traffic.Stages)
            into.Add(s_stages, stage.Latencies, [.. labels, stage.Stage]);

        // What never happened has no series of its own, but the good case: rates of it are wanted from the start.
        void AddCounts(MetricFamily family, IReadOnlyList<string> words, IReadOnlyList<long> counts)
        {
            for (var i = 0; i < words.Count; i++)
                if (i == 0 || counts[i] > 0)
                    into.Add(family, counts[i], [.. labels, words[i]]);
        }
    }
}
