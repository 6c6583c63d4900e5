using Saker.Learning.Sequential;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>All that was folded of a rollout.</summary>
internal sealed record EvidenceState
{
    /// <summary>The guards with their risks, as they were when it began: what changes about the endpoint later does not give a guard another chance.</summary>
    public required IReadOnlyList<RolloutGuard> Guards { get; init; }

    /// <summary>Foldings that had something new.</summary>
    public long FoldCount { get; init; }

    /// <summary>One folding of so many leaves a point of the trail.</summary>
    public long TrailStride { get; init; } = 1;

    public int TrailCount { get; init; }

    /// <summary>Of the split that the last block was of.</summary>
    public long SplitRevision { get; init; }

    public IReadOnlyList<ArmCounts> Arms { get; init; } = [];

    public long DroppedCopies { get; init; }

    public IReadOnlyList<GuardState> Watches { get; init; } = [];

    /// <summary>The rollout's revision that <see cref="Changes"/> are known up to.</summary>
    public long RolloutRevision { get; init; } = -1;

    /// <summary>When the shares of the arms changed, in milliseconds, the first time first.</summary>
    public IReadOnlyList<long> Changes { get; init; } = [];

    /// <summary>Up to where outcomes were taken, by what they are of.</summary>
    public IReadOnlyDictionary<string, long> Cursors { get; init; } = new Dictionary<string, long>();

    /// <summary>When outcomes were last taken, in milliseconds.</summary>
    public long OutcomesAt { get; init; }

    /// <summary>Outcomes of requests from before the changes that are remembered: no evidence.</summary>
    public long TooLateCount { get; init; }

    /// <summary>Requests by group of callers, of all arms; empty where requests and not callers fall to arms.</summary>
    public IReadOnlyList<long> Keys { get; init; } = [];

    /// <summary>What each arm yielded, of an A/B test or a bandit.</summary>
    public IReadOnlyList<Moments> Rewards { get; init; } = [];

    /// <summary>The comparisons of all pairs of arms by it, the pairs with the lowest second number first.</summary>
    public IReadOnlyList<MeanState> Pairs { get; init; } = [];
}
