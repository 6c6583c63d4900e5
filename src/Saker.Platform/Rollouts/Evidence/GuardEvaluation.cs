using Saker.Learning.Sequential;
using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>
/// Folds what replicas saw, and what became known late, into the state of every guard, and says what each finds. The same blocks in the same order give the same state,
/// whether they are folded at once or a few at a time with the state kept between. One user at a time.
/// </summary>
internal sealed class GuardEvaluation
{
    private readonly EvidenceSubject _subject;
    private readonly List<GuardWatch> _watches = [];
    private readonly ArmCounts[] _arms;
    private readonly RewardComparison? _rewards;
    private readonly long[] _keys = new long[KeyGroup.Count];
    private long _revision;
    private long _dropped;

    /// <param name="subject">What is judged.</param>
    /// <param name="state">Where it was left; null to begin.</param>
    public GuardEvaluation(EvidenceSubject subject, EvidenceState? state)
    {
        _subject = subject;
        var known = (state?.Watches ?? []).ToDictionary(watch => (watch.Guard, watch.Arm));
        foreach (var guard in subject.Guards)
            for (var arm = 1; arm < subject.ArmCount; arm++)
                _watches.Add(GuardWatch.Open(guard, arm, subject.IsShadow, known.GetValueOrDefault((guard.Name, arm))));
        _arms = [.. Enumerable.Range(0, subject.ArmCount).Select(arm => arm < state?.Arms.Count ? state.Arms[arm] : ArmCounts.None)];
        (_revision, _dropped) = (state?.SplitRevision ?? 0, state?.DroppedCopies ?? 0);
        (state?.Keys.Take(KeyGroup.Count).ToArray() ?? []).CopyTo(_keys, 0);
        if (subject.Reward is not null)
            _rewards = new RewardComparison(subject.ArmCount, state?.Rewards, state?.Pairs);
    }

    /// <summary>Every guard of every candidate.</summary>
    public IReadOnlyList<GuardWatch> Watches => _watches;

    /// <summary>The guards of late outcomes.</summary>
    public IEnumerable<OutcomeWatch> OutcomeWatches => _watches.OfType<OutcomeWatch>();

    /// <summary>What an A/B test or a bandit decides by; null for others.</summary>
    public RewardComparison? Rewards => _rewards;

    /// <summary>Adds what one replica saw.</summary>
    public void Add(EvidenceBlock block)
    {
        // Of a rollout with other arms: nothing of it can be compared.
        if (block.Arms.Length != _subject.ArmCount)
            return;
        if (block.Revision != _revision)
        {
            foreach (var watch in _watches.Where(watch => watch is not OutcomeWatch))
                watch.Settle();
            _revision = block.Revision;
        }
        for (var arm = 0; arm < _arms.Length; arm++)
        {
            _arms[arm] += block.Arms[arm].Counts;
            for (var group = 0; group < block.Arms[arm].Keys.Length; group++)
                _keys[group] += block.Arms[arm].Keys[group].Requests;
        }
        foreach (var shadow in block.Shadows)
            _dropped += shadow.DroppedCount;
        // Where shares give one of two arms nothing there is nothing to compare: what the other does then would be held against another time. It goes by the shares and never by how
        // many requests came, which would keep other seconds than chance does.
        foreach (var watch in _watches)
            if (watch.IsPaired || _subject.IsShadow || (HasShare(block, 0) && HasShare(block, watch.Arm)))
                watch.Add(block);
    }

    /// <summary>
    /// The requests that the caller of an average request makes, from how unevenly groups of callers make them (Kish 1965). What becomes known late is not known by caller: as if all outcomes of a caller were alike, its evidence
    /// is that of so many times fewer, which is on the safe side.
    /// </summary>
    private double RequestsOfACaller
    {
        get
        {
            var (all, squares) = ((double)_keys.Sum(), 0.0);
            foreach (var count in _keys)
                squares += (count - (all / _keys.Length)) * (count - (all / _keys.Length));
            return all == 0 ? 1 : Math.Max(1, squares / all * _keys.Length / (_keys.Length - 1));
        }
    }

    private static bool HasShare(EvidenceBlock block, int arm) => arm >= block.Weights.Count || block.Weights[arm] > 0;

    /// <summary>What is known now.</summary>
    /// <param name="seed">Decides the draws of a bandit.</param>
    public EvidenceReading Read(long seed)
    {
        var together = RequestsOfACaller;
        foreach (var watch in OutcomeWatches)
            watch.Presume(together);
        _rewards?.Presume(together);
        return new()
        {
            Requests = [.. _arms.Select(arm => arm.AskedCount)],
            Arms = [.. _arms],
            Verdicts = [.. Enumerable.Range(1, Math.Max(0, _arms.Length - 1)).SelectMany(VerdictsOf)],
            DroppedCopies = _dropped,
            Rewards = _rewards?.ToValues() ?? [],
            Comparisons = _rewards?.Compare(_subject) ?? [],
            Finding = _rewards?.Find(_subject),
            Weights = _subject.IsBandit ? _rewards?.Weigh(_subject, seed) : null,
        };
    }

    /// <summary>
    /// A guard alarms by itself at one over its own risk. All guards of a candidate together alarm when the mean of their e-values, weighed by their risks, reaches one over the risk of all: it is an
    /// e-value too, however they depend on each other (Vovk and Wang 2021), so that several guards that each see a part of the harm find it sooner. The one that tells most then stands for them.
    /// </summary>
    private List<GuardVerdict> VerdictsOf(int arm)
    {
        var verdicts = _watches.Where(watch => watch.Arm == arm).Select(watch => watch.ToVerdict(_subject.Names)).ToList();
        if (verdicts.Count == 0 || verdicts.Exists(verdict => verdict.IsAlarm))
            return verdicts;
        double[] risks = [.. verdicts.Select(verdict => verdict.Risk)];
        if (RiskShares.LogCombined([.. verdicts.Select(verdict => verdict.LogEvidence)], risks) < -Math.Log(risks.Sum()))
            return verdicts;
        var most = verdicts.MaxBy(verdict => Math.Log(verdict.Risk) + verdict.LogEvidence)!;
        verdicts[verdicts.IndexOf(most)] = most with { Outcome = GuardOutcome.Harmful, Text = GuardWords.Together(most, _subject.Names[arm]) };
        return verdicts;
    }

    /// <summary>Puts what was folded into a state.</summary>
    public EvidenceState WriteTo(EvidenceState state) => state with
    {
        SplitRevision = _revision,
        Arms = [.. _arms],
        DroppedCopies = _dropped,
        Watches = [.. _watches.Select(watch => watch.ToState())],
        Keys = Array.Exists(_keys, count => count > 0) ? [.. _keys] : [],
        Rewards = _rewards?.Arms ?? [],
        Pairs = _rewards?.ToState() ?? [],
    };
}
