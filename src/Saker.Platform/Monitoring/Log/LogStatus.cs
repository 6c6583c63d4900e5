namespace Saker.Platform.Monitoring.Log;

/// <summary>How the prediction log fares. What is said of writing is of this process, the rest of the whole log.</summary>
public sealed record LogStatus
{
    /// <summary>Since when nothing can be written; null while all is well.</summary>
    public DateTimeOffset? NotWritingSince { get; init; }

    /// <summary>Why nothing can be written; null while all is well.</summary>
    public string? Reason { get; init; }

    /// <summary>Since when what is written cannot be sealed into the store; null while all is well. Nothing is lost by that.</summary>
    public DateTimeOffset? NotSealingSince { get; init; }

    public string? SealingReason { get; init; }

    /// <summary>Requests written by this process.</summary>
    public long WrittenCount { get; init; }

    /// <summary>Requests that could not be written by this process, and are in no log.</summary>
    public long DroppedCount { get; init; }

    /// <summary>Requests in sealed segments.</summary>
    public long SealedCount { get; init; }

    /// <summary>Rows in sealed segments.</summary>
    public long SealedRowCount { get; init; }

    public int SegmentCount { get; init; }

    /// <summary>Bytes of sealed segments, as stored.</summary>
    public long SealedBytes { get; init; }

    /// <summary>Bytes of this home's journals, which are not sealed yet.</summary>
    public long JournalBytes { get; init; }

    /// <summary>When the first request ended that is still there; null when none is sealed.</summary>
    public DateTimeOffset? FirstAt { get; init; }

    /// <summary>Requests that retention has removed so far.</summary>
    public long RemovedCount { get; init; }

    /// <summary>Requests that were erased so far.</summary>
    public long ErasedCount { get; init; }
}
