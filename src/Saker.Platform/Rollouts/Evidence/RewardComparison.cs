using Saker.Learning.Sequential;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>
/// What the arms of an A/B test or a bandit yield, and whether they can be told apart: each pair is compared among requests of about the same time, by confidence sequences that hold for all
/// pairs together and however often they are looked at. One user at a time.
/// </summary>
internal sealed class RewardComparison
{
    /// <summary>What the trail calls the advantage of an arm over the control; no guard is called so.</summary>
    public const string AdvantageTrail = "~advantage";

    /// <summary>What the trail calls the mean of an arm.</summary>
    public const string YieldTrail = "~yield";

    /// <summary>What every arm of a bandit keeps, so that a change in what it yields can be seen.</summary>
    private const double LeastShare = 0.01;

    private const int All = 10_000;

    // Fewer say nothing of a mean.
    private const int MinYields = 30;

    private readonly Moments[] _arms;
    private readonly List<(int One, int Other, MeanEvidence Means)> _pairs = [];
    private double _designEffect = 1;

    public RewardComparison(int armCount, IReadOnlyList<Moments>? arms, IReadOnlyList<MeanState>? pairs)
    {
        _arms = [.. Enumerable.Range(0, armCount).Select(arm => arm < arms?.Count ? arms[arm] : default)];
        for (var other = 0; other < armCount; other++)
            for (var one = other + 1; one < armCount; one++)
                _pairs.Add((one, other, new MeanEvidence(MeanSettings.Default, _pairs.Count < pairs?.Count ? pairs[_pairs.Count] : null)));
    }

    public IReadOnlyList<Moments> Arms => [.. _arms];

    /// <summary>Adds what requests of about the same time yielded, by arm; more is better.</summary>
    public void Add(ReadOnlySpan<Moments> arms)
    {
        for (var arm = 0; arm < _arms.Length; arm++)
            _arms[arm] = _arms[arm].Add(arms[arm]);
        foreach (var (one, other, means) in _pairs)
            means.Add(arms[other], arms[one]);
    }

    /// <summary>How many requests stand and fall together.</summary>
    public void Presume(double designEffect)
    {
        _designEffect = designEffect;
        foreach (var (_, _, means) in _pairs)
            means.Presume(designEffect);
    }

    /// <summary>The shares of the arms have changed.</summary>
    public void Settle()
    {
        foreach (var (_, _, means) in _pairs)
            means.Settle();
    }

    public IReadOnlyList<MeanState> ToState() => [.. _pairs.Select(pair => pair.Means.ToState())];

    public IReadOnlyList<ArmValue> ToValues() => [.. _arms.Select(arm => new ArmValue(arm.Count, null, arm.Count == 0 ? null : arm.Mean))];

    public IReadOnlyList<ArmComparison> Compare(EvidenceSubject subject)
    {
        var level = LevelOf(subject);
        return [.. _pairs.Where(pair => subject.TakesPart(pair.One) && subject.TakesPart(pair.Other)).Select(pair => Compare(pair.One, pair.Other, pair.Means, level))];
    }

    /// <summary>The arm that yields more than every other one, or that none does by more than a guard tolerates; null while neither is shown.</summary>
    public EvidenceFinding? Find(EvidenceSubject subject)
    {
        var comparisons = Compare(subject);
        if (comparisons.Count == 0)
            return null;
        foreach (var arm in Enumerable.Range(0, _arms.Length).Where(subject.TakesPart))
        {
            var own = comparisons.Where(one => one.Arm == arm || one.Other == arm).ToList();
            if (own.TrueForAll(one => one.Arm == arm ? one.Low > 0 : one.High < 0))
                return new EvidenceFinding(arm, $"{subject.Names[arm]} has the best {subject.Reward}: {string.Join("; ", own.Select(one => Words(subject, one)))}.");
        }
        var margin = subject.Guards.Where(guard => IsOf(guard, subject.Reward!)).Select(guard => guard.Tolerance).DefaultIfEmpty(0).Max();
        return margin > 0 && comparisons.All(one => one.Low >= -margin && one.High <= margin)
            ? new EvidenceFinding(null, $"No arm's {subject.Reward} differs by more than {RolloutNumbers.Of(margin)}: {string.Join("; ", comparisons.Select(one => Words(subject, one)))}.")
            : null;
    }

    /// <summary>The share of each arm in basis points, that sum to all: how likely it is the best (Thompson sampling).</summary>
    public IReadOnlyList<int> Weigh(EvidenceSubject subject, long seed)
    {
        int[] arms = [.. Enumerable.Range(0, _arms.Length).Where(subject.TakesPart)];
        var shares = arms.All(arm => _arms[arm].Count >= MinYields)
            ? ThompsonSampling.Weights([.. arms.Select(arm => new NormalArm(_arms[arm]))], seed, LeastShare)
            : [.. arms.Select(_ => 1.0 / arms.Length)];
        var weights = new int[_arms.Length];
        // What rounding leaves goes to where it cut off most.
        for (var i = 0; i < arms.Length; i++)
            weights[arms[i]] = (int)(shares[i] * All);
        foreach (var i in Enumerable.Range(0, arms.Length).OrderByDescending(i => (shares[i] * All) % 1).Take(All - weights.Sum()))
            weights[arms[i]]++;
        return weights;
    }

    private ArmComparison Compare(int one, int other, MeanEvidence means, double level)
    {
        var interval = means.Interval(level);
        // It knows nothing of callers.
        var look = FixedSample.Welch(_arms[other], _arms[one], level);
        return new ArmComparison(
            one, other, Finite(means.Effect), Finite(interval.Low), Finite(interval.High), double.IsNaN(look.PValue) || _designEffect > 1 ? null : new OneLook(look.PValue, look.Effect, look.Interval.Low, look.Interval.High));
    }

    private static double LevelOf(EvidenceSubject subject)
    {
        // Of all pairs that there ever were: those that were dropped have been looked at too.
        return 1 - ((1 - subject.Confidence) / Math.Max(1, subject.ArmCount * (subject.ArmCount - 1) / 2));
    }

    private static bool IsOf(RolloutGuard guard, string reward) => guard.Kind == GuardKind.Metric ? guard.Metric == reward : guard.Kind == GuardKind.OutcomeError && reward == OutcomeFolding.Outcome;

    private static string Words(EvidenceSubject subject, ArmComparison one) =>
        $"{subject.Names[one.Arm]} less {subject.Names[one.Other]} is {RolloutNumbers.Of(one.Effect)} ({RolloutNumbers.Interval(one.Low, one.High)})";

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
