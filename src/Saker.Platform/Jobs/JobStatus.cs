namespace Saker.Platform.Jobs;

/// <summary>How a job does.</summary>
public sealed record JobStatus
{
    public required string Name { get; init; }

    public required TimeSpan Interval { get; init; }

    /// <summary>When it is to run next; in the past while it runs, or when no server is there to run it.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Failures since it last succeeded.</summary>
    public required int FailureCount { get; init; }

    /// <summary>The newest run; null before the first.</summary>
    public required JobRun? LastRun { get; init; }

    public bool IsRunning => LastRun is { Outcome: JobOutcome.Running };
}
