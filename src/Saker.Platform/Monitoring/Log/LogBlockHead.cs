namespace Saker.Platform.Monitoring.Log;

/// <summary>What a block begins with: whose requests it has, and how many.</summary>
internal sealed record LogBlockHead(string Endpoint, string Model, int Version, LogMinute[] Minutes, int RequestCount);
