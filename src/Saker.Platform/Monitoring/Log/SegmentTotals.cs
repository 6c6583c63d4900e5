namespace Saker.Platform.Monitoring.Log;

/// <summary>Sums over the segments of the log.</summary>
internal sealed record SegmentTotals
{
    public long SegmentCount { get; init; }

    public long RequestCount { get; init; }

    public long RowCount { get; init; }

    public long ByteCount { get; init; }

    public long RemovedCount { get; init; }

    public long ErasedCount { get; init; }

    public long? FirstAt { get; init; }
}
