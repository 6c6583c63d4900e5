namespace Saker.Learning.Sequential;

/// <summary>What is remembered of how unlike one another callers are; plain numbers, to be kept as JSON. One of each list by group.</summary>
public sealed record KeySpreadState
{
    /// <summary>How far each group is from what as many requests of all callers come to.</summary>
    public required IReadOnlyList<float> Apart { get; init; }

    /// <summary>What each group adds to the difference of the arms by its requests in the control.</summary>
    public required IReadOnlyList<float> ByControl { get; init; }

    /// <summary>The same by its requests in the candidate.</summary>
    public required IReadOnlyList<float> ByCandidate { get; init; }

    /// <summary>What the squares of <see cref="Apart"/> would sum to, were requests independent of one another.</summary>
    public required double Independent { get; init; }

    /// <summary>Of the control, waiting for more; empty when nothing waits.</summary>
    public IReadOnlyList<GroupSum> PendingControl { get; init; } = [];

    /// <summary>Of the candidate, waiting for more; empty when nothing waits.</summary>
    public IReadOnlyList<GroupSum> PendingCandidate { get; init; } = [];
}
