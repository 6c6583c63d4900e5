namespace Saker.Platform.Serving.Settings;

/// <summary>How many calls of an endpoint may wait, and for how long.</summary>
public sealed record QueueSettings
{
    /// <summary>The most calls that wait at the same time, from 1 to 1,000,000; further ones are refused at once.</summary>
    public int MaxQueuedCalls { get; init; } = 1_000;

    /// <summary>How long a call may wait before it begins to run, from 1 ms to 1 h.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
