namespace Saker.Platform.Monitoring.Settings;

/// <summary>How an endpoint is watched.</summary>
/// <param name="Endpoint">Its name.</param>
/// <param name="Settings">The defaults where nobody said anything.</param>
/// <param name="ChangedAt">When somebody last said something; null when nobody did.</param>
public sealed record EndpointMonitor(string Endpoint, MonitorSettings Settings, DateTimeOffset? ChangedAt);
