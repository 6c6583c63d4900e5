using Saker.Platform.Jobs;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>The work that comes back: when it ran and whether it fails.</summary>
internal sealed class JobMetrics(IJobStore jobs, TelemetryOptions options, TimeProvider time) : IMetricSource
{
    private static readonly MetricFamily s_due = new("saker_job_due_timestamp_seconds", MetricKind.Gauge, "When a job is to run next, in seconds since 1970; in the past while it runs, or when nobody runs it.", "name");
    private static readonly MetricFamily s_failures = new("saker_job_failures", MetricKind.Gauge, "Failures of a job since it last succeeded.", "name");
    private static readonly MetricFamily s_running = new("saker_job_running", MetricKind.Gauge, "1 while a job runs, on whatever replica.", "name");
    private static readonly MetricFamily s_interval = new("saker_job_interval_seconds", MetricKind.Gauge, "How often a job is to run.", "name");

    private IReadOnlyList<JobStatus> _read = [];
    private DateTimeOffset? _readAt;

    public IReadOnlyList<MetricFamily> Families { get; } = [s_due, s_failures, s_running, s_interval];

    public async ValueTask CollectAsync(MetricSet into, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_readAt is null || now - _readAt >= options.MaxSignalAge)
            (_read, _readAt) = (await jobs.ListAsync(cancellationToken), now);
        foreach (var job in _read)
        {
            into.Add(s_due, job.DueAt.ToUnixTimeMilliseconds() / 1e3, job.Name);
            into.Add(s_failures, job.FailureCount, job.Name);
            into.Add(s_running, job.IsRunning ? 1 : 0, job.Name);
            into.Add(s_interval, job.Interval.TotalSeconds, job.Name);
        }
    }
}
