namespace Saker.Platform.Monitoring.Log;

/// <summary>What a process tells the others of its writing.</summary>
internal sealed record LogWriterState
{
    public required string Replica { get; init; }

    public long ToldAt { get; init; }

    public long? NotWritingSince { get; init; }

    public long? NotSealingSince { get; init; }

    public string? Reason { get; init; }

    public long DroppedCount { get; init; }

    public bool IsWell => NotWritingSince is null && NotSealingSince is null && DroppedCount == 0;
}
