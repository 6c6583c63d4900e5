namespace Saker.Platform.Jobs;

internal sealed record JobRunRow
{
    public const string Columns = "r.job, r.number, r.owner, r.started_at AS StartedAt, r.ended_at AS EndedAt, r.outcome, r.error";

    public required string Job { get; init; }

    public long Number { get; init; }

    public required string Owner { get; init; }

    public long StartedAt { get; init; }

    public long? EndedAt { get; init; }

    public required string Outcome { get; init; }

    public string? Error { get; init; }

    public static string TextOf(JobOutcome outcome) => outcome.ToString().ToLowerInvariant();

    public JobRun ToRun() => new()
    {
        Job = Job,
        Number = Number,
        Owner = Owner,
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(StartedAt),
        EndedAt = EndedAt is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null,
        Outcome = Enum.Parse<JobOutcome>(Outcome, ignoreCase: true),
        Error = Error,
    };
}
