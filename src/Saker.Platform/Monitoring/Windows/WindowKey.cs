namespace Saker.Platform.Monitoring.Windows;

/// <summary>One minute of one version behind one endpoint.</summary>
internal readonly record struct WindowKey(string Endpoint, string Model, int Version, DateTimeOffset At);
