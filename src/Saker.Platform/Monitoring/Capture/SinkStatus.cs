namespace Saker.Platform.Monitoring.Capture;

/// <summary>How one sink keeps up.</summary>
/// <param name="Name">The sink.</param>
/// <param name="PendingRows">Rows that wait for it, or requests where those are more.</param>
/// <param name="DroppedCount">Requests that it did not get since the start because too many waited.</param>
/// <param name="FailedCount">Requests since the start in blocks that it failed to take.</param>
public sealed record SinkStatus(string Name, long PendingRows, long DroppedCount, long FailedCount);
