using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Log;

namespace Saker.Platform.Monitoring.Settings;

/// <summary>Captures rows where drift is watched or the log samples them, or where that is not known yet; else the facts of requests only. Never waits.</summary>
internal sealed class MonitorCapturePolicy(KnownMonitors monitors) : ICapturePolicy
{
    public ValueTask<CaptureScope> GetAsync(string endpoint, CancellationToken cancellationToken) =>
        ValueTask.FromResult(monitors.Find(endpoint) is { Drift.Enabled: false, Log.Sample: LogSampling.Off } ? CaptureScope.Facts : CaptureScope.Rows);
}
