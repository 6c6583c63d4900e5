namespace Saker.Platform.Serving.Settings;

/// <summary>How many calls of an endpoint may wait, and for how long.</summary>
public sealed record QueueSettings
{
    /// <summary>The most calls that wait at the same time, from 1 to 1,000,000; further ones are refused at once.</summary>
    public int MaxQueuedCalls { get; init; } = 1_000;

    /// <summary>The most bytes of inputs that wait at the same time, from 1 KiB to 1 TiB.</summary>
    public long MaxQueuedBytes { get; init; } = 256L << 20;

    /// <summary>How long a call may wait and run, unless it asks for less, from 1 ms to 1 h.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
