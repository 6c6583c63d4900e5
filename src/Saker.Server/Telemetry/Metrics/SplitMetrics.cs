using System.Globalization;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Splits;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>How requests of endpoints are split between versions in this process, and what shadows keep up with. Counts begin anew with every rollout.</summary>
internal sealed class SplitMetrics(ModelHost host) : IMetricSource
{
    private static readonly MetricFamily s_share = new("saker_split_share", MetricKind.Gauge, "The share of the keys that falls to an arm; of a shadow, the share of requests that it gets copies of.", "endpoint", "arm", "model", "version");
    private static readonly MetricFamily s_requests = new(
        "saker_split_requests", MetricKind.Counter, "Requests that fell to an arm: its own, those it failed and the control was asked for, and those it was not in memory for.", "endpoint", "arm", "result");
    private static readonly MetricFamily s_keyless = new("saker_split_keyless_requests", MetricKind.Counter, "Requests without the header or field that is the key.", "endpoint");
    private static readonly MetricFamily s_copies = new("saker_shadow_copies", MetricKind.Counter, "Copies of requests for a shadow, by what became of them.", "endpoint", "arm", "result");
    private static readonly MetricFamily s_pending = new("saker_shadow_pending_rows", MetricKind.Gauge, "Rows of copies that wait for a shadow.", "endpoint", "arm");

    public IReadOnlyList<MetricFamily> Families { get; } = [s_share, s_requests, s_keyless, s_copies, s_pending];

    public ValueTask CollectAsync(MetricSet into, CancellationToken cancellationToken)
    {
        foreach (var status in host.List())
            if (status.Split is { } split)
                Add(status.Endpoint.Name, split, into);
        return ValueTask.CompletedTask;
    }

    private static void Add(string endpoint, SplitStatus split, MetricSet into)
    {
        into.Add(s_keyless, split.KeylessCount, endpoint);
        foreach (var arm in split.Arms)
        {
            into.Add(s_share, (double)arm.Arm.Weight / EndpointSplit.AllKeys, endpoint, arm.Arm.Name, arm.Arm.Model, arm.Arm.Version.ToString(CultureInfo.InvariantCulture));
            into.Add(s_requests, arm.AssignedCount - arm.UnavailableCount - arm.ShieldedCount, endpoint, arm.Arm.Name, "own");
            into.Add(s_requests, arm.ShieldedCount, endpoint, arm.Arm.Name, "shielded");
            into.Add(s_requests, arm.UnavailableCount, endpoint, arm.Arm.Name, "unavailable");
            if (arm.Shadow is { } shadow)
                Add(endpoint, arm.Arm.Name, shadow, into);
        }
    }

    private static void Add(string endpoint, string arm, ShadowStatus shadow, MetricSet into)
    {
        into.Add(s_copies, shadow.CompletedCount, endpoint, arm, "completed");
        into.Add(s_copies, shadow.FailedCount, endpoint, arm, "failed");
        into.Add(s_copies, shadow.DroppedCount, endpoint, arm, "dropped");
        into.Add(s_copies, shadow.UnavailableCount, endpoint, arm, "unavailable");
        into.Add(s_pending, shadow.PendingRows, endpoint, arm);
    }
}
