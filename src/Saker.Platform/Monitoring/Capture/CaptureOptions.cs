using Saker.Data;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>What the capture of requests may take.</summary>
public sealed record CaptureOptions
{
    /// <summary>Whether requests are captured at all.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>Memory for requests that were captured and not yet made into blocks, in bytes. Where it is used up, requests are dropped and counted.</summary>
    public long MaxBytes { get; init; } = 64 << 20;

    /// <summary>How long a captured request waits at most before it is given to the sinks, while those keep up.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A block has at most so many rows or requests, save where one request has more rows. What a block of few hundred takes is short-lived memory; of some
    /// thousand it is large enough that only a full garbage collection frees it.
    /// </summary>
    public int MaxBlockRows { get; init; } = 512;

    /// <summary>Rows, or requests where those are more, that may wait for one sink. Beyond, blocks are dropped for it and counted.</summary>
    public int MaxPendingRows { get; init; } = 262_144;

    /// <summary>Of longer request ids only the beginning is kept; in bytes of UTF-8.</summary>
    public int MaxIdBytes { get; init; } = 256;

    /// <summary>How long the sinks may take at the end to make durable what they have.</summary>
    public TimeSpan MaxStopDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <exception cref="SakerException">Some options are not possible; all are named.</exception>
    internal void Validate()
    {
        List<Problem> problems = [];
        problems.AddOutside("maxBytes", MaxBytes, 1 << 20, 1L << 40);
        problems.AddOutside("interval (milliseconds)", (long)Interval.TotalMilliseconds, 10, 60_000);
        problems.AddOutside("maxBlockRows", MaxBlockRows, 1, 1 << 20);
        problems.AddOutside("maxPendingRows", MaxPendingRows, MaxBlockRows, int.MaxValue);
        problems.AddOutside("maxIdBytes", MaxIdBytes, 32, 4_096);
        problems.AddOutside("maxStopDelay (milliseconds)", (long)MaxStopDelay.TotalMilliseconds, 0, 600_000);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The options of capturing are not possible.", problems);
    }
}
