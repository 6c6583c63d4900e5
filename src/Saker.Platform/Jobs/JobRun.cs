namespace Saker.Platform.Jobs;

/// <summary>One run of a job.</summary>
public sealed record JobRun
{
    public required string Job { get; init; }

    /// <summary>Grows from run to run.</summary>
    public required long Number { get; init; }

    /// <summary>The process that ran it.</summary>
    public required string Owner { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it runs; for a lost one, when that was noticed.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    public required JobOutcome Outcome { get; init; }

    public required string? Error { get; init; }

    /// <summary>Null while it runs.</summary>
    public TimeSpan? Duration => EndedAt - StartedAt;
}
