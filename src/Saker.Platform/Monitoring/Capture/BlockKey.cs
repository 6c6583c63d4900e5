namespace Saker.Platform.Monitoring.Capture;

/// <summary>What the requests of one block have in common.</summary>
internal readonly record struct BlockKey(CaptureSource Source, string Model, int Version, bool IsModelAnswer);
