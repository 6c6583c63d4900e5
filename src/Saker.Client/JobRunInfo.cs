namespace Saker.Client;

/// <summary>One run of a recurring job.</summary>
public sealed record JobRunInfo
{
    /// <summary>Grows from run to run.</summary>
    public required long Number { get; init; }

    /// <summary>The process that ran it.</summary>
    public required string Owner { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Absent while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Absent while it runs.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary><c>running</c>, <c>succeeded</c>, <c>failed</c>, <c>stopped</c> or <c>lost</c>.</summary>
    public required string Outcome { get; init; }

    public string? Error { get; init; }
}
