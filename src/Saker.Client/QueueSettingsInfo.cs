namespace Saker.Client;

/// <summary>How many calls of an endpoint may wait, and for how long.</summary>
public sealed record QueueSettingsInfo
{
    /// <summary>The most calls that wait at the same time, from 1 to 1,000,000.</summary>
    public int? MaxQueuedCalls { get; init; }

    /// <summary>The most bytes of inputs that wait at the same time, from <c>1KiB</c> to <c>1TiB</c>.</summary>
    public string? MaxQueuedBytes { get; init; }

    /// <summary>How long a call may wait and run, unless it asks for less, from <c>1ms</c> to <c>1h</c>.</summary>
    public string? Timeout { get; init; }
}
