namespace Saker.Platform.Monitoring.Drift;

/// <summary>A version behind an endpoint.</summary>
internal readonly record struct WatchedVersion(string Endpoint, string Model, int Version);
