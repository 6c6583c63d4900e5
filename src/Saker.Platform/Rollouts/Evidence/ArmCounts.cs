namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What became of the requests of one arm. Requests that a caller gave up, and those refused for a limit of their caller, say nothing about a version: they are counted apart.</summary>
public sealed record ArmCounts
{
    public static ArmCounts None { get; } = new();

    /// <summary>Requests that were answered, failed or were refused for their inputs: what all shares are of.</summary>
    public long RequestCount { get; init; }

    /// <summary>
    /// Those that the version did not answer itself: it failed, timed out, had a full queue, or a step of the fallback chain or the control answered in its place. So an arm
    /// whose failures are covered is measured like one whose failures are seen.
    /// </summary>
    public long ErrorCount { get; init; }

    /// <summary>Those that the input guard refused.</summary>
    public long RefusalCount { get; init; }

    /// <summary>Those that a step of the fallback chain answered in place of the version.</summary>
    public long FallbackCount { get; init; }

    /// <summary>
    /// Those that fell to the arm while its version was not in memory, so that another was asked. They are among <see cref="RequestCount"/>, and count with what they got: left out, the arms would be
    /// no random parts of the traffic any more.
    /// </summary>
    public long UnavailableCount { get; init; }

    /// <summary>Those whose caller did not wait; not among <see cref="RequestCount"/>.</summary>
    public long CancelledCount { get; init; }

    /// <summary>Those that the version itself was asked.</summary>
    public long AskedCount => RequestCount - UnavailableCount;

    public bool IsEmpty => RequestCount == 0 && CancelledCount == 0;

    public static ArmCounts operator +(ArmCounts left, ArmCounts right) => new()
    {
        RequestCount = left.RequestCount + right.RequestCount,
        ErrorCount = left.ErrorCount + right.ErrorCount,
        RefusalCount = left.RefusalCount + right.RefusalCount,
        FallbackCount = left.FallbackCount + right.FallbackCount,
        UnavailableCount = left.UnavailableCount + right.UnavailableCount,
        CancelledCount = left.CancelledCount + right.CancelledCount,
    };
}
