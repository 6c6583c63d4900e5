namespace Saker.Platform.Monitoring.Log;

/// <summary>A sealed segment as the database knows it.</summary>
internal sealed record SegmentRow
{
    public required string Id { get; init; }

    public required string Journal { get; init; }

    public required string Endpoint { get; init; }

    /// <summary>Milliseconds.</summary>
    public long FirstAt { get; init; }

    public long LastAt { get; init; }

    public long RequestCount { get; init; }

    public long RowCount { get; init; }

    public string? Hash { get; init; }

    public long ByteCount { get; init; }

    public string? IndexHash { get; init; }

    public long IndexByteCount { get; init; }

    public long SealedAt { get; init; }

    public long ErasedCount { get; init; }
}
