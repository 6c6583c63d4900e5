using Saker.Dashboard.Live;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>The pages of the dashboard that watch live.</summary>
internal sealed class LiveMetrics(ILiveUsage usage) : IMetricSource
{
    private static readonly MetricFamily s_pages = new("saker_live_pages", MetricKind.Gauge, "Open pages of the dashboard that watch live.");
    private static readonly MetricFamily s_limit = new("saker_live_pages_limit", MetricKind.Gauge, "The most pages that may watch live at the same time.");
    private static readonly MetricFamily s_refused = new("saker_live_pages_refused", MetricKind.Counter, "Pages that could not watch live because so many did already.");

    private static readonly MetricFamily s_keyLimit = new("saker_live_pages_key_limit", MetricKind.Gauge, "The most pages that may watch live with one key at the same time.");
    private static readonly MetricFamily s_keyRefused = new("saker_live_pages_key_refused", MetricKind.Counter, "Pages that could not watch live because so many with the same key did already.");

    public IReadOnlyList<MetricFamily> Families { get; } = [s_pages, s_limit, s_refused, s_keyLimit, s_keyRefused];

    public ValueTask CollectAsync(MetricSet into, CancellationToken cancellationToken)
    {
        var now = usage.Measure();
        into.Add(s_pages, now.Count);
        into.Add(s_limit, now.Limits.MaxCount);
        into.Add(s_refused, now.RefusedCount);
        into.Add(s_keyLimit, now.Limits.MaxPerKey);
        into.Add(s_keyRefused, now.RefusedByKeyCount);
        return ValueTask.CompletedTask;
    }
}
