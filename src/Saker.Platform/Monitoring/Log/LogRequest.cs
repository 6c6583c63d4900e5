namespace Saker.Platform.Monitoring.Log;

/// <summary>The facts of one request, in memory on its way into the log or out of it.</summary>
internal readonly record struct LogRequest()
{
    public required string Id { get; init; }

    /// <summary>When it ended, in ticks of UTC.</summary>
    public required long At { get; init; }

    /// <summary>Counts the requests of a journal: with the time it tells all requests of a log apart.</summary>
    public long Sequence { get; init; }

    public required int RowCount { get; init; }

    public required string Step { get; init; }

    public string? StepReason { get; init; }

    public bool IsFromCache { get; init; }

    public int WarningCount { get; init; }

    public int MendedCount { get; init; }

    /// <summary>The arm of a rollout, -1 for none.</summary>
    public int Arm { get; init; } = -1;

    public bool IsRefused { get; init; }

    public string? Error { get; init; }

    public long QueueMicroseconds { get; init; }

    public long ComputeMicroseconds { get; init; }

    public long TotalMicroseconds { get; init; }

    public string? TraceId { get; init; }

    /// <summary>The minute of UTC in which it ended: the time in which its rows are sampled.</summary>
    public long Minute => At / TimeSpan.TicksPerMinute;
}
