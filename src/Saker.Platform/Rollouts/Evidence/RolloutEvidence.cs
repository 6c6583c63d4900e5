using Saker.Data.Profiles;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>
/// What replicas counted, and what became known late, folded into verdicts. Folding happens before the write that decides, which only keeps what came of it: where two processes
/// folded the same, one of them keeps it, and the other decides nothing.
/// </summary>
internal sealed class RolloutEvidence(IEvidenceStore store, Lazy<OutcomeFolding> outcomes, Lazy<IEndpointStore> endpoints, Lazy<IOutcomeStore> reported, EvidenceOptions options) : IRolloutEvidence
{
    // Outcomes of requests from before so many changes of shares are no evidence: it is not known any more what they are to be compared with.
    private const int MaxChanges = 10_000;

    private static readonly TimeSpan s_recently = TimeSpan.FromDays(30);

    public async Task<EvidenceReading> ReadAsync(Rollout rollout, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(rollout.Id, options.MaxFoldedBlocks, cancellationToken) is not { } stored)
            return EvidenceReading.None;
        var before = EvidenceJson.Find(stored.State) ?? await BeginAsync(rollout, stored.State, now, cancellationToken);
        var state = WithChange(before, rollout, now);
        var subject = SubjectOf(rollout, state.Guards);
        var evaluation = new GuardEvaluation(subject, state);
        foreach (var block in stored.Blocks)
            evaluation.Add(block);
        if (rollout.StartedAt is { } startedAt && !subject.IsShadow)
            state = await outcomes.Value.FoldAsync(ScopeOf(rollout, subject, startedAt, now), evaluation, state, cancellationToken);
        var reading = evaluation.Read(SeedOf(rollout, state));
        var isNew = stored.Blocks.Count > 0 || !ReferenceEquals(state, before) || stored.State is null;
        return isNew && stored.IsOpen ? reading with { Folded = Fold(rollout, stored, evaluation, state, reading, now) } : reading;
    }

    public async Task<EvidenceReading> LookAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(rollout.Id, maxBlocks: 0, cancellationToken) is not { } stored || EvidenceJson.Find(stored.State) is not { } state)
            return EvidenceReading.None;
        return new GuardEvaluation(SubjectOf(rollout, state.Guards), state).Read(SeedOf(rollout, state));
    }

    public Task<IReadOnlyList<TrailPoint>> ListTrailAsync(string rollout, CancellationToken cancellationToken) => store.ListTrailAsync(rollout, cancellationToken);

    public async Task<bool> KeepAsync(Session session, EvidenceReading reading) => reading.Folded is not { } folded || await store.KeepAsync(session, folded);

    // Where all switch at once nothing is compared, and nobody would fold what came.
    public Task StartedAsync(Session session, Rollout rollout) => rollout.Strategy is RolloutKind.Immediate or RolloutKind.BlueGreen ? Task.CompletedTask : store.OpenAsync(session, rollout.Id, rollout.CreatedAt);

    public Task EndedAsync(Session session, Rollout rollout) => store.CloseAsync(session, rollout.Id);

    private async Task<EvidenceState> BeginAsync(Rollout rollout, byte[]? unknown, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var fallback = (await endpoints.Value.FindAsync(rollout.Endpoint, cancellationToken))?.Settings.Fallback ?? new FallbackSettings();
        var facts = new GuardFacts
        {
            IsShadow = rollout.Strategy == RolloutKind.Shadow,
            CandidateCount = Math.Max(1, rollout.Candidates.Count()),
            // A candidate that is shielded is answered for by the control: the chain has nothing to do, and its failures are errors.
            HasFallback = !rollout.Settings.Shield && (fallback.Previous is not null || fallback.Rules is not null || fallback.Constant is not null),
            HasOutcomes = (await reported.Value.ListVersionsAsync(rollout.Endpoint, now - s_recently, cancellationToken)).Count > 0,
        };
        var (arms, folds) = unknown is null ? ([], 0) : EvidenceJson.FindTotals(unknown);
        return new EvidenceState { Guards = rollout.Settings.Guards.Resolve(facts, rollout.Settings.Risk), Arms = arms, FoldCount = folds };
    }

    /// <summary>Notes that shares may have changed: every change of the rollout counts as one, which at most takes apart what could be compared.</summary>
    private static EvidenceState WithChange(EvidenceState state, Rollout rollout, DateTimeOffset now)
    {
        if (state.RolloutRevision == rollout.Revision || rollout.StartedAt is not { } startedAt)
            return state;
        var last = state.Changes.Count == 0 ? 0 : state.Changes[^1];
        var told = new[] { startedAt, rollout.StepStartedAt ?? startedAt, rollout.WeighedAt ?? startedAt }.Max().ToUnixTimeMilliseconds();
        var change = told > last ? told : Math.Max(now.ToUnixTimeMilliseconds(), last);
        return state with { RolloutRevision = rollout.Revision, Changes = [.. state.Changes.Append(change).TakeLast(MaxChanges)] };
    }

    private FoldedEvidence Fold(Rollout rollout, StoredEvidence stored, GuardEvaluation evaluation, EvidenceState state, EvidenceReading reading, DateTimeOffset now)
    {
        var number = state.FoldCount + 1;
        var isPoint = number % state.TrailStride == 0 && (reading.Verdicts.Count > 0 || reading.Rewards.Count > 0);
        var (stride, count) = (state.TrailStride, state.TrailCount + (isPoint ? 1 : 0));
        if (count > options.MaxTrailPoints)
            (stride, count) = (2 * stride, count / 2);
        return new FoldedEvidence
        {
            Rollout = rollout.Id,
            Revision = stored.Revision,
            State = EvidenceJson.Write(evaluation.WriteTo(state with { FoldCount = number, TrailStride = stride, TrailCount = count })),
            Cursors = stored.Blocks.GroupBy(block => block.Replica, StringComparer.Ordinal).ToDictionary(blocks => blocks.Key, blocks => blocks.Max(block => block.Sequence), StringComparer.Ordinal),
            At = now,
            Point = isPoint ? new TrailPoint(number, now, [.. reading.Verdicts.Select(PointOf), .. PointsOf(reading)]) : null,
            TrailStride = stride,
        };
    }

    private static GuardPoint PointOf(GuardVerdict verdict) =>
        new(verdict.Guard, verdict.Arm, verdict.Candidate.Count, verdict.Effect, verdict.Low, verdict.High, verdict.LogEvidence);

    private static IEnumerable<GuardPoint> PointsOf(EvidenceReading reading) =>
    [
        .. reading.Rewards.Select((reward, arm) => new GuardPoint(RewardComparison.YieldTrail, arm, reward.Count, reward.Value, null, null, 0)),
        .. reading.Comparisons.Where(one => one.Other == 0).Select(one => new GuardPoint(RewardComparison.AdvantageTrail, one.Arm, reading.Rewards[one.Arm].Count, one.Effect, one.Low, one.High, 0)),
    ];

    internal static EvidenceSubject SubjectOf(Rollout rollout, IReadOnlyList<RolloutGuard> guards) => new()
    {
        Names = [.. rollout.Arms.Select(arm => arm.Name)],
        Guards = guards,
        IsShadow = rollout.Strategy == RolloutKind.Shadow,
        IsIn = [.. rollout.Arms.Select(arm => !arm.IsOut)],
        Reward = rollout.Strategy is RolloutKind.Ab or RolloutKind.Bandit ? rollout.Settings.Metric : null,
        Confidence = rollout.Settings.Confidence,
        IsBandit = rollout.Strategy == RolloutKind.Bandit,
    };

    private static OutcomeScope ScopeOf(Rollout rollout, EvidenceSubject subject, DateTimeOffset startedAt, DateTimeOffset now) => new()
    {
        Rollout = rollout.Id,
        Endpoint = rollout.Endpoint,
        Versions = [.. rollout.Arms.Select(arm => (arm.Model, arm.Version))],
        StartedAt = startedAt,
        Now = now,
        Reward = subject.Reward,
    };

    // Looking twice at the same gives the same shares.
    private static long SeedOf(Rollout rollout, EvidenceState state) => unchecked((long)(StableHash.Of(rollout.Id) ^ StableHash.Of(state.FoldCount)));
}
