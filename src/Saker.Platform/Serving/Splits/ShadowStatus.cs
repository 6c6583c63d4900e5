namespace Saker.Platform.Serving.Splits;

/// <summary>What a candidate did in the shadow in this process.</summary>
/// <param name="MirroredCount">Requests that were copied.</param>
/// <param name="DroppedCount">Requests that were to be copied and were not, because as much waited as may wait.</param>
/// <param name="UnavailableCount">Requests that were not copied, or whose copies were not run, because the candidate was not in memory.</param>
/// <param name="CompletedCount">Copies that the candidate answered.</param>
/// <param name="FailedCount">Copies that it refused or failed to answer.</param>
/// <param name="PendingRows">Rows that wait.</param>
/// <param name="PendingBytes">Bytes of the copies that wait.</param>
public sealed record ShadowStatus(
    long MirroredCount, long DroppedCount, long UnavailableCount, long CompletedCount, long FailedCount, long PendingRows, long PendingBytes);
