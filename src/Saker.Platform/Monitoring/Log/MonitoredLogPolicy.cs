using Saker.Platform.Monitoring.Settings;

namespace Saker.Platform.Monitoring.Log;

/// <summary>What the endpoint's monitor said a few seconds ago. What has no monitor of its own has the defaults.</summary>
internal sealed class MonitoredLogPolicy(KnownMonitors monitors) : ILogPolicy
{
    // Without the rules of privacy no value may be kept, and without those of retention nothing may be removed.
    private static readonly LogSettings Unknown = new()
    {
        Sample = LogSampling.Off,
        Redact = new Dictionary<string, object?> { ["others"] = "drop" },
        Keep = TimeSpan.FromDays(36_500),
        MaxBytes = long.MaxValue,
    };

    public async ValueTask<LogSettings> GetAsync(string endpoint, CancellationToken cancellationToken) => (await monitors.FindAsync(endpoint, cancellationToken))?.Log ?? Unknown;
}
