namespace Saker.Platform.Monitoring.Log;

/// <summary>What was erased from the log.</summary>
/// <param name="RequestCount">Requests that nobody finds any more.</param>
/// <param name="SegmentCount">Sealed segments that were written anew without them.</param>
public sealed record LogErasure(long RequestCount, int SegmentCount);
