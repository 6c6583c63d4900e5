namespace Saker.Client;

/// <summary>How the prediction log fares.</summary>
public sealed record LogStatusInfo
{
    /// <summary>Since when the answering server cannot write; null while all is well.</summary>
    public DateTimeOffset? NotWritingSince { get; init; }

    public string? Reason { get; init; }

    /// <summary>Since when it cannot seal what it wrote, by which nothing is lost.</summary>
    public DateTimeOffset? NotSealingSince { get; init; }

    public string? SealingReason { get; init; }

    /// <summary>Requests that it wrote since its start.</summary>
    public long WrittenCount { get; init; }

    /// <summary>Requests that it could not write since its start, and that are in no log.</summary>
    public long DroppedCount { get; init; }

    /// <summary>Requests in the sealed log.</summary>
    public long SealedCount { get; init; }

    public long SealedRowCount { get; init; }

    public int SegmentCount { get; init; }

    public long SealedBytes { get; init; }

    public long JournalBytes { get; init; }

    public DateTimeOffset? FirstAt { get; init; }

    /// <summary>Requests that retention removed.</summary>
    public long RemovedCount { get; init; }

    public long ErasedCount { get; init; }
}
