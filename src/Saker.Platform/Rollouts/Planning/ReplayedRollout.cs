using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Rollouts.Planning;

/// <summary>
/// A rollout in the time of logged requests: they are dealt to its arms as a live split deals them, what the arms do becomes blocks of evidence, and the same guards and the same rules decide. Nothing of
/// the home is touched.
/// </summary>
internal sealed class ReplayedRollout
{
    private readonly EvidenceSubject _subject;
    private readonly GuardEvaluation _evaluation;
    private readonly List<SimulatedDecision> _decisions = [];
    private readonly EvidenceOptions _options = new();
    private readonly PriorityQueue<(int Arm, double Error), long> _late = new();
    private readonly bool _isNumber;
    private EndpointSplit _split;
    private SplitAssignment _assignment;
    private SplitTally _tally;
    private long _sequence;

    /// <param name="rollout">Warm, and about to begin.</param>
    /// <param name="guards">With their risks.</param>
    /// <param name="isNumber">Whether what is predicted is a number, whose error is no share.</param>
    /// <param name="at">The time of the first request.</param>
    public ReplayedRollout(Rollout rollout, IReadOnlyList<RolloutGuard> guards, bool isNumber, DateTimeOffset at)
    {
        _subject = RolloutEvidence.SubjectOf(rollout, guards);
        _evaluation = new GuardEvaluation(_subject, state: null);
        _isNumber = isNumber;
        Reading = _evaluation.Read(seed: 0);
        (Rollout, _split) = (rollout, SplitOf(rollout));
        (_assignment, _tally) = (new SplitAssignment(_split), TallyOf(_split));
        Apply(new RolloutMove(RolloutDecisionKind.Begin, "The candidates are loaded."), at);
    }

    public Rollout Rollout { get; private set; }

    public EvidenceReading Reading { get; private set; }

    public IReadOnlyList<SimulatedDecision> Decisions => _decisions;

    public bool IsOpen => Rollout.IsOpen && Rollout.State != RolloutState.Held;

    /// <summary>The arm that a request falls to.</summary>
    public int ArmOf(string key) => _split.Kind == SplitKind.Shadow ? 0 : _assignment.Of(key);

    /// <summary>Whether a candidate in the shadow gets a copy of a request.</summary>
    public bool Mirrors(int arm, string key) => _split.Kind == SplitKind.Shadow && _assignment.Mirrors(arm, key);

    public void Count(int arm, in ArmCall call) => _tally.Add(arm, call);

    public void CountPair(int arm, int rows, int disagreeing, bool isOther, float difference) => _tally.Shadow(arm)?.Add(rows, disagreeing, isOther, difference);

    /// <summary>How wrong an arm was with a row turns out at a time.</summary>
    public void Await(int arm, double error, DateTimeOffset knownAt) => _late.Enqueue((arm, error), knownAt.UtcTicks);

    /// <summary>Closes the block, and decides what would be decided then.</summary>
    public void Close(DateTimeOffset at)
    {
        FeedKnown(at);
        if (_tally.Take() is { } taken)
            _evaluation.Add(new EvidenceBlock { Rollout = Rollout.Id, Revision = _split.Revision, Replica = "replay", Sequence = ++_sequence, At = at, Weights = [.. _split.Arms.Select(arm => arm.Weight)], Arms = taken.Arms, Shadows = taken.Shadows });
        Reading = _evaluation.Read(_sequence);
        // A decision may make another one due, such as the end of a step that has its sample already.
        while (IsOpen && new RolloutJudge(Rollout, Reading, CandidateReadiness.Ready, at, at).Decide() is { } move)
        {
            Apply(move, at);
            if (move.Kind == RolloutDecisionKind.Propose)
                break;
        }
    }

    private void FeedKnown(DateTimeOffset at)
    {
        var errors = new Learning.Sequential.Moments[_subject.ArmCount];
        var rewards = new Learning.Sequential.Moments[_subject.ArmCount];
        var isAny = false;
        while (_late.TryPeek(out var known, out var ticks) && ticks <= at.UtcTicks)
        {
            _late.Dequeue();
            errors[known.Arm] = errors[known.Arm].With(known.Error);
            rewards[known.Arm] = rewards[known.Arm].With((_isNumber ? 0 : 1) - known.Error);
            isAny = true;
        }
        if (!isAny)
            return;
        foreach (var watch in _evaluation.OutcomeWatches.Where(watch => watch.Guard.Kind == GuardKind.OutcomeError))
            watch.Add(errors[0], errors[watch.Arm]);
        if (_subject.Reward == OutcomeFolding.Outcome)
            _evaluation.Rewards?.Add(rewards);
    }

    private void Apply(RolloutMove move, DateTimeOffset at)
    {
        Rollout = RolloutMachine.Apply(Rollout, move, Reading, at);
        _decisions.Add(new SimulatedDecision(move.Kind, at, move.Reason, Reading.Requests.Skip(1).Sum(), Rollout.Step));
        if (!Rollout.IsOpen)
            return;
        _split = _split.WithWeights([.. Rollout.Arms.Select(arm => arm.Weight)]) with { Revision = Rollout.Revision };
        (_assignment, _tally) = (new SplitAssignment(_split), TallyOf(_split));
    }

    private SplitTally TallyOf(EndpointSplit split) => new(Rollout.Endpoint, split.RolloutId, split.Revision, split.Arms.Count, split.Kind == SplitKind.Shadow, _options);

    private static EndpointSplit SplitOf(Rollout rollout) => new()
    {
        RolloutId = rollout.Id,
        Revision = rollout.Revision,
        Kind = rollout.Strategy == RolloutKind.Shadow ? SplitKind.Shadow : SplitKind.Split,
        Arms = [.. rollout.Arms.Select(arm => new SplitArm { Name = arm.Name, Model = arm.Model, Version = arm.Version, Weight = arm.IsCandidate ? 0 : RolloutArm.WholeWeight })],
    };
}
