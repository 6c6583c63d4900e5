using Saker.Dashboard.Live;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>The pages of the dashboard that watch live.</summary>
internal sealed class LiveMetrics(ILiveUsage usage) : IMetricSource
{
    private static readonly MetricFamily s_pages = new("saker_live_pages", MetricKind.Gauge, "Open pages of the dashboard that watch live.");
    private static readonly MetricFamily s_limit = new("saker_live_pages_limit", MetricKind.Gauge, "The most pages that may watch live at the same time.");
    private static readonly MetricFamily s_refused = new("saker_live_pages_refused", MetricKind.Counter, "Pages that could not watch live because so many did already.");

    public IReadOnlyList<MetricFamily> Families { get; } = [s_pages, s_limit, s_refused];

    public ValueTask CollectAsync(MetricSet into, CancellationToken cancellationToken)
    {
        var now = usage.Measure();
        into.Add(s_pages, now.Count);
        into.Add(s_limit, now.Max);
        into.Add(s_refused, now.RefusedCount);
        return ValueTask.CompletedTask;
    }
}
