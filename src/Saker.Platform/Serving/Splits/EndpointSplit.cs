using Saker.Data;

namespace Saker.Platform.Serving.Splits;

/// <summary>
/// The versions that an endpoint's requests are split between, and how. Kept with the endpoint, so that all replicas split alike. Which arm a
/// key falls to depends on this record alone; between rollouts it is independent.
/// </summary>
public sealed record EndpointSplit
{
    /// <summary>The most arms, the control included.</summary>
    public const int MaxArms = 32;

    /// <summary>All keys, in basis points.</summary>
    public const int AllKeys = 10_000;

    /// <summary>The rollout it belongs to, which is also what keys are salted with.</summary>
    public required string RolloutId { get; init; }

    /// <summary>Rises with every change of the rollout.</summary>
    public long Revision { get; init; }

    public SplitKind Kind { get; init; }

    /// <summary>What tells one caller from another.</summary>
    public SplitKey Key { get; init; }

    /// <summary>The control first, then one or more candidates. The weights of a split sum to 10,000.</summary>
    public required IReadOnlyList<SplitArm> Arms { get; init; }

    /// <summary>
    /// Whether a request that a candidate refuses, or fails to answer, is answered by the version that the endpoint serves. It counts as the candidate's failure in
    /// any case.
    /// </summary>
    public bool Shield { get; init; } = true;

    /// <summary>Whether all requests switch at once, so that there is nothing to compare and nothing is counted for that.</summary>
    public bool SwitchesAtOnce { get; init; }

    /// <summary>What a shadow may take of the machine.</summary>
    public ShadowLimits Shadow { get; init; } = new();

    /// <summary>
    /// The same split with other shares. No more keys change their arm than must: those that a growing arm needs come from arms that shrink, and an arm whose
    /// share stays keeps all its keys.
    /// </summary>
    /// <param name="weights">The new weights in the order of <see cref="Arms"/>.</param>
    /// <exception cref="SakerException">They are not possible (invalid input); all problems are named.</exception>
    public EndpointSplit WithWeights(IReadOnlyList<int> weights)
    {
        if (weights.Count != Arms.Count)
            throw new SakerException(ErrorKind.InvalidInput, $"The split has {Arms.Count} arms and is given {weights.Count} weights.", "weights");
        var changed = this with { Arms = [.. Arms.Select((arm, i) => arm with { Weight = weights[i], Slots = null })] };
        changed.Validate();
        return Kind == SplitKind.Shadow ? changed : changed with { Arms = SlotTable.Of(Arms).Move(weights).Describe(changed.Arms) };
    }

    /// <exception cref="SakerException">It is not possible (invalid input); all problems are named.</exception>
    public void Validate()
    {
        var problems = new List<Problem>();
        if (RolloutId.Length == 0)
            problems.Add(new Problem("rolloutId", "is empty; name the rollout that the split belongs to."));
        if (Arms.Count is < 2 or > MaxArms)
            problems.Add(new Problem("arms", $"are {Arms.Count}; give the control and 1 to {MaxArms - 1} candidates."));
        for (var i = 0; i < Arms.Count; i++)
        {
            if (Arms[i].Weight is < 0 or > AllKeys)
                problems.Add(new Problem($"arms[{i}].weight", $"is {Arms[i].Weight}; it must be from 0 to {AllKeys} basis points."));
            if (Arms[i].Name.Length == 0 || Arms.Take(i).Any(other => other.Name == Arms[i].Name))
                problems.Add(new Problem($"arms[{i}].name", $"is '{Arms[i].Name}'; give each arm a name of its own."));
        }
        if (Kind == SplitKind.Split && Arms.Sum(arm => (long)arm.Weight) is var sum && sum != AllKeys)
            problems.Add(new Problem("arms", $"have weights that sum to {sum}; they must sum to {AllKeys}."));
        Shadow.Validate(problems);
        if (problems.Count == 0 && Kind == SplitKind.Split && SlotTable.FindFault(Arms) is { } fault)
            problems.Add(fault);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The split is not possible.", problems);
    }

    public bool Equals(EndpointSplit? other) => other is not null && (ReferenceEquals(this, other)
        || ((RolloutId, Revision, Kind, Key, Shield, SwitchesAtOnce, Shadow) == (other.RolloutId, other.Revision, other.Kind, other.Key, other.Shield, other.SwitchesAtOnce, other.Shadow) && Arms.SequenceEqual(other.Arms)));

    public override int GetHashCode() => HashCode.Combine(RolloutId, Revision);
}
