namespace Saker.Client;

/// <summary>How a recurring job does.</summary>
public sealed record JobInfo
{
    public required string Name { get; init; }

    /// <summary>From one due time to the next, such as <c>15s</c>.</summary>
    public required string Interval { get; init; }

    /// <summary>When it is to run next; in the past while it runs.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Failures since it last succeeded.</summary>
    public required int FailureCount { get; init; }

    /// <summary>The newest run; absent before the first.</summary>
    public JobRunInfo? LastRun { get; init; }
}
