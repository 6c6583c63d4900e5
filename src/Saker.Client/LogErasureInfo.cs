namespace Saker.Client;

/// <summary>What was erased from the prediction log.</summary>
/// <param name="RequestCount">Requests that nobody finds any more.</param>
/// <param name="SegmentCount">Sealed parts that were written anew without them.</param>
public sealed record LogErasureInfo(long RequestCount, int SegmentCount);
