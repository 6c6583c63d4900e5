using System.Buffers;
using Microsoft.Extensions.Logging;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>All sources of metrics, asked by one at a time however many ask.</summary>
internal sealed class MetricRegistry : IDisposable
{
    private static readonly MetricFamily s_duration = new("saker_metrics_collection_duration_seconds", MetricKind.Gauge, "How long it took to collect what is shown here.");
    private static readonly MetricFamily s_overflow = new("saker_metrics_overflow_series", MetricKind.Gauge, "Series of a metric beyond the most that are told apart: their counts are under the label value 'other', their gauges are not shown.", "metric");
    private static readonly MetricFamily s_failures = new("saker_metrics_source_failures", MetricKind.Counter, "How often a source of metrics failed, so that what it gives was not shown.", "source");

    private readonly IReadOnlyList<IMetricSource> _sources;
    private readonly SeriesLimit _limit;
    private readonly TimeProvider _time;
    private readonly ILogger<MetricRegistry> _logger;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, long> _failures = [];

    public MetricRegistry(IEnumerable<IMetricSource> sources, TelemetryOptions options, TimeProvider time, ILogger<MetricRegistry> logger)
    {
        (_sources, _limit, _time, _logger) = ([.. sources], new SeriesLimit(options.MaxSeries), time, logger);
        Families = [.. _sources.SelectMany(source => source.Families).Concat([s_duration, s_overflow, s_failures]).OrderBy(family => family.Name, StringComparer.Ordinal)];
    }

    /// <summary>Every metric that there is, by name.</summary>
    public IReadOnlyList<MetricFamily> Families { get; }

    /// <summary>Writes all metrics as they are now.</summary>
    public async Task WriteAsync(IBufferWriter<byte> into, MetricFormat format, CancellationToken cancellationToken)
    {
        var samples = await CollectAsync(cancellationToken);
        var text = new MetricText(into, format);
        foreach (var family in Families)
            text.Write(family, samples[family]);
        text.End();
    }

    /// <summary>All metrics as they are now.</summary>
    public async Task<MetricSet> CollectAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var began = _time.GetTimestamp();
            var samples = new MetricSet(_limit);
            foreach (var source in _sources)
                await CollectAsync(source, samples, cancellationToken);
            foreach (var (family, count) in samples.Overflow.ToList())
                samples.Add(s_overflow, count, family.FullName);
            foreach (var (source, count) in _failures)
                samples.Add(s_failures, count, source);
            _limit.EndRound();
            samples.Add(s_duration, _time.GetElapsedTime(began).TotalSeconds);
            return samples;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    // What one cannot tell keeps nobody from seeing the rest: least of all when something is wrong.
    private async ValueTask CollectAsync(IMetricSource source, MetricSet into, CancellationToken cancellationToken)
    {
        try
        {
            await source.CollectAsync(into, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var name = source.GetType().Name;
            _failures[name] = _failures.GetValueOrDefault(name) + 1;
            _logger.SourceFailed(exception, name);
        }
    }
}
