namespace Saker.Platform.Jobs;

internal sealed record JobRow
{
    /// <summary>Jobs with their newest runs.</summary>
    public const string Select =
        """
        SELECT j.name, j.interval_ms AS IntervalMs, j.due_at AS DueAt, j.failure_count AS FailureCount,
            r.number, r.owner, r.started_at AS StartedAt, r.ended_at AS EndedAt, r.outcome, r.error
        FROM jobs j LEFT JOIN job_runs r ON r.job = j.name AND r.number = (SELECT MAX(n.number) FROM job_runs n WHERE n.job = j.name)
        """;

    public required string Name { get; init; }

    public long IntervalMs { get; init; }

    public long DueAt { get; init; }

    public long FailureCount { get; init; }

    public long? Number { get; init; }

    public string? Owner { get; init; }

    public long? StartedAt { get; init; }

    public long? EndedAt { get; init; }

    public string? Outcome { get; init; }

    public string? Error { get; init; }

    public JobStatus ToStatus() => new()
    {
        Name = Name,
        Interval = TimeSpan.FromMilliseconds(IntervalMs),
        DueAt = DateTimeOffset.FromUnixTimeMilliseconds(DueAt),
        FailureCount = (int)FailureCount,
        LastRun = Number is { } number
            ? new JobRunRow { Job = Name, Number = number, Owner = Owner!, StartedAt = StartedAt!.Value, EndedAt = EndedAt, Outcome = Outcome!, Error = Error }.ToRun()
            : null,
    };
}
