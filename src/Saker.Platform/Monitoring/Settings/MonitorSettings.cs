using Saker.Data;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Monitoring.Settings;

/// <summary>How an endpoint is watched, whichever version it serves. Every part has a default with which any endpoint is watched from its first request.</summary>
public sealed record MonitorSettings
{
    public static MonitorSettings Default { get; } = new();

    /// <summary>What is remembered of requests.</summary>
    public LogSettings Log { get; init; } = new();

    public DriftSettings Drift { get; init; } = new();

    /// <summary>How predictions are scored as outcomes arrive.</summary>
    public PerformanceSettings Performance { get; init; } = new();

    /// <exception cref="SakerException">Some settings are not possible; all of them are named.</exception>
    public void Validate() => MonitorSettingsText.Format.Require(this);
}
