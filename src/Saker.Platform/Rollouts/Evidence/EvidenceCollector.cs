using System.Runtime.CompilerServices;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>
/// Counts the requests of endpoints that are split, by arm. A request of another endpoint costs one comparison; one of a split endpoint some additions
/// under a lock of its processor, without allocation and without reading more of the answer than its score. Thread-safe.
/// </summary>
internal sealed class EvidenceCollector : ICallObserver, IShadowObserver
{
    private const double AllDraws = 18446744073709551616.0;

    private readonly ConditionalWeakTable<LoadedModel, ScoreReader> _scores = [];
    private readonly ConditionalWeakTable<LoadedModel, ScoreReader>.CreateValueCallback _makeScores = static model => ScoreReader.Of(model.Outputs);
    private readonly Lock _lock = new();
    private readonly EvidenceOptions _options;
    private readonly ShadowExamples? _examples;
    private SplitTally[] _tallies = [];
    private long _leftOut;

    /// <param name="options">How much is kept.</param>
    /// <param name="examples">Where rows that differ are kept for people; null for nowhere.</param>
    public EvidenceCollector(EvidenceOptions options, ShadowExamples? examples = null)
    {
        options.Validate();
        (_options, _examples) = (options, examples);
    }

    /// <summary>Requests since the start that were not counted because too many endpoints are split at once.</summary>
    public long LeftOutCount => Volatile.Read(ref _leftOut);

    /// <summary>Splits that are counted now.</summary>
    public int OpenCount => Volatile.Read(ref _tallies).Length;

    /// <inheritdoc/>
    public void Completed(InferCall call)
    {
        if (call.Split is not { SwitchesAtOnce: false } split || call.Arm < 0 || AnswerOf(call) is not { } answer)
            return;
        if (TallyOf(call.Endpoint, split) is not { } tally)
            return;
        var isFallback = answer == ArmAnswer.Answered && !call.IsUnavailable && call.Source is { Step: not "primary" };
        // Answers of others have scores of others.
        var score = answer == ArmAnswer.Answered && !isFallback ? _scores.GetValue(call.Model, _makeScores).Read(call.Outputs) : float.NaN;
        tally.CountAsked(call.Arm, call.IsUnavailable);
        // How long an answer took that was kept from an equal request tells how full a cache is: the one of an arm with few requests is emptier.
        var microseconds = call.IsFromCache || !tally.IsWarm ? -1 : call.Duration.Ticks / TimeSpan.TicksPerMicrosecond;
        tally.Add(call.Arm, new ArmCall(isFallback ? ArmAnswer.Failed : answer, isFallback, call.IsUnavailable, microseconds, score) { Group = call.Route.Group });
    }

    /// <inheritdoc/>
    public void Completed(ShadowPair pair)
    {
        if (TallyOf(pair.Endpoint, pair.Split) is not { } tally || tally.Shadow(pair.Arm) is not { } shadow)
            return;
        var microseconds = pair.ShadowDuration.Ticks / TimeSpan.TicksPerMicrosecond;
        if (pair.Error is { } error)
        {
            if (error is not OperationCanceledException)
                tally.Add(pair.Arm, new ArmCall(error is SakerException { Kind: ErrorKind.InvalidInput } ? ArmAnswer.Refused : ArmAnswer.Failed, IsFallback: false, IsUnavailable: false, microseconds, float.NaN));
            return;
        }
        var score = _scores.GetValue(pair.Shadow, _makeScores).Read(pair.ShadowOutputs);
        tally.Add(pair.Arm, new ArmCall(ArmAnswer.Answered, IsFallback: false, IsUnavailable: false, microseconds, score));
        var disagreeing = AnswerComparison.CountDisagreeing(pair.Primary.Outputs, pair.PrimaryOutputs, pair.Shadow.Outputs, pair.ShadowOutputs, pair.RowCount);
        if (disagreeing > 0)
            _examples?.Add(pair);
        // Rows of a request are alike: one of them, drawn by the request's id, stands for all, and the share of such rows is that of all rows.
        shadow.Add(pair.RowCount, disagreeing, IsOther(pair.RequestId, disagreeing, pair.RowCount), score - _scores.GetValue(pair.Primary, _makeScores).Read(pair.PrimaryOutputs));
    }

    /// <summary>Whether the row that stands for a request is one that was answered otherwise.</summary>
    public static bool IsOther(string requestId, int disagreeing, int rows) => disagreeing * AllDraws > (double)StableHash.Of(requestId) * rows;

    /// <summary>Takes what was counted since the last time, by split. One caller at a time.</summary>
    public List<(SplitTally Split, ArmBlock[] Arms, ShadowBlock[] Shadows)> Take()
    {
        var taken = new List<(SplitTally, ArmBlock[], ShadowBlock[])>();
        var isAnyIdle = false;
        foreach (var tally in Volatile.Read(ref _tallies))
        {
            if (tally.Take() is { } blocks)
                taken.Add((tally, blocks.Arms, blocks.Shadows));
            isAnyIdle |= tally.IdleCount > MaxIdle;
        }
        if (isAnyIdle)
            RemoveIdle(taken);
        return taken;
    }

    // A minute of flushes: by then no request of an earlier split is under way.
    private int MaxIdle => (int)Math.Ceiling(TimeSpan.FromMinutes(1) / _options.FlushInterval);

    // Who looked one up just before may still add to it: it is taken once more after nobody finds it, and a request that is later than that is lost as evidence.
    private void RemoveIdle(List<(SplitTally, ArmBlock[], ShadowBlock[])> taken)
    {
        SplitTally[] idle;
        lock (_lock)
        {
            idle = [.. _tallies.Where(tally => tally.IdleCount > MaxIdle)];
            Volatile.Write(ref _tallies, [.. _tallies.Except(idle)]);
        }
        foreach (var tally in idle)
            if (tally.Take() is { } blocks)
                taken.Add((tally, blocks.Arms, blocks.Shadows));
    }

    private SplitTally? TallyOf(string endpoint, EndpointSplit split)
    {
        foreach (var tally in Volatile.Read(ref _tallies))
            if (tally.Revision == split.Revision && tally.Rollout == split.RolloutId)
                return tally;
        return Add(endpoint, split);
    }

    private SplitTally? Add(string endpoint, EndpointSplit split)
    {
        lock (_lock)
        {
            if (_tallies.FirstOrDefault(tally => tally.Revision == split.Revision && tally.Rollout == split.RolloutId) is { } known)
                return known;
            if (_tallies.Length >= _options.MaxOpenSplits)
            {
                Interlocked.Increment(ref _leftOut);
                return null;
            }
            var before = _tallies.FirstOrDefault(tally => tally.Rollout == split.RolloutId);
            var thresholds = split.Kind == SplitKind.Split && split.Key.Kind != SplitKeyKind.Request ? before?.Thresholds ?? new LatencyThresholds() : null;
            var made = new SplitTally(endpoint, split.RolloutId, split.Revision, split.Arms.Count, split.Kind == SplitKind.Shadow, _options, before?.Warmth, thresholds) { Weights = [.. split.Arms.Select(arm => arm.Weight)] };
            Volatile.Write(ref _tallies, [.. _tallies, made]);
            return made;
        }
    }

    /// <summary>What became of it; null where it says nothing of any version.</summary>
    private static ArmAnswer? AnswerOf(InferCall call)
    {
        if (call.IsCancelled)
            return ArmAnswer.Cancelled;
        if (call.Failure is not { } failure)
            return ArmAnswer.Answered;
        if (failure == ErrorKind.InvalidInput)
            return ArmAnswer.Refused;
        // Refused before it ran for another reason: for a limit of its caller.
        return call.IsRefused || failure is not (ErrorKind.Internal or ErrorKind.Timeout or ErrorKind.Unavailable or ErrorKind.LimitExceeded) ? null : ArmAnswer.Failed;
    }
}
