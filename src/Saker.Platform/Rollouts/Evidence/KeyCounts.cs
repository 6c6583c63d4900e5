using Saker.Learning.Sequential;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What an arm's requests of one group of callers came to.</summary>
internal record struct KeyCounts
{
    public long Requests { get; set; }

    public long Errors { get; set; }

    public long Refusals { get; set; }

    public long Fallbacks { get; set; }

    /// <summary>Those whose latency was counted while there were thresholds, see <see cref="LatencyThresholds"/>.</summary>
    public long Timed { get; set; }

    /// <summary>Those of them above the lowest threshold.</summary>
    public long Slow { get; set; }

    /// <summary>Those above the middle one.</summary>
    public long Slower { get; set; }

    /// <summary>Those above the highest one.</summary>
    public long Slowest { get; set; }

    /// <summary>Those with a score.</summary>
    public long Scored { get; set; }

    /// <summary>The sum of the scores.</summary>
    public double Scores { get; set; }

    public readonly bool IsEmpty => Requests == 0 && Timed == 0;

    public static KeyCounts operator +(KeyCounts left, KeyCounts right) => new()
    {
        Requests = left.Requests + right.Requests,
        Errors = left.Errors + right.Errors,
        Refusals = left.Refusals + right.Refusals,
        Fallbacks = left.Fallbacks + right.Fallbacks,
        Timed = left.Timed + right.Timed,
        Slow = left.Slow + right.Slow,
        Slower = left.Slower + right.Slower,
        Slowest = left.Slowest + right.Slowest,
        Scored = left.Scored + right.Scored,
        Scores = left.Scores + right.Scores,
    };

    /// <summary>What a guard of shares compares.</summary>
    public readonly GroupSum Of(GuardKind kind) => new(Requests, kind switch
    {
        GuardKind.Refusals => Refusals,
        GuardKind.Fallback => Fallbacks,
        _ => Errors,
    });

    /// <summary>Requests above the threshold that is nearest to a quantile.</summary>
    public readonly GroupSum Above(double quantile) => new(Timed, LatencyThresholds.NearestTo(quantile) switch { 0 => Slow, 1 => Slower, _ => Slowest });
}
