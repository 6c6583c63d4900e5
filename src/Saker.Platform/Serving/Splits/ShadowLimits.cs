using Saker.Data;

namespace Saker.Platform.Serving.Splits;

/// <summary>What a shadow may take of the machine. Copies beyond it are dropped and counted: the requests themselves never wait.</summary>
public sealed record ShadowLimits
{
    /// <summary>How many threads run copies, 1 to 64. All of them give way to whatever else the machine has to do.</summary>
    public int MaxConcurrency { get; init; } = 1;

    /// <summary>The most rows that wait to be run.</summary>
    public int MaxPendingRows { get; init; } = 10_000;

    /// <summary>The most bytes that copies which wait may take.</summary>
    public long MaxPendingBytes { get; init; } = 64L << 20;

    /// <summary>The most of one processor's time that each thread may take, above 0 to 1.</summary>
    public double MaxShare { get; init; } = 0.25;

    /// <summary>The longest that a copy waits for a moment without requests to the control; then it is run beside them.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(1);

    internal void Validate(ICollection<Problem> problems)
    {
        if (MaxConcurrency is < 1 or > 64)
            problems.Add(new Problem("shadow.maxConcurrency", $"is {MaxConcurrency}; it must be from 1 to 64."));
        if (MaxPendingRows < 1)
            problems.Add(new Problem("shadow.maxPendingRows", $"is {MaxPendingRows}; it must be 1 or more."));
        if (MaxPendingBytes < 1)
            problems.Add(new Problem("shadow.maxPendingBytes", $"is {MaxPendingBytes}; it must be 1 or more."));
        if (MaxShare is not (> 0 and <= 1))
            problems.Add(new Problem("shadow.maxShare", $"is {MaxShare}; it must be above 0 and at most 1."));
        if (MaxDelay < TimeSpan.Zero || MaxDelay > TimeSpan.FromMinutes(10))
            problems.Add(new Problem("shadow.maxDelay", $"is {MaxDelay}; it must be from 0 to 10 minutes."));
    }
}
