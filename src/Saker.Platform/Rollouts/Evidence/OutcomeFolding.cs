using System.Collections.Concurrent;
using Saker.Learning.Scores;
using Saker.Learning.Sequential;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Monitoring.Settings;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>
/// Gives evaluations what became known late. Each outcome counts once, in the order in which they were joined, with the value that it had then: whoever could correct values until they please would make
/// evidence of nothing. What people are shown of business metrics is what is known now. Requests are compared with those of their own time: between two changes of the shares, and there minute by minute.
/// </summary>
internal sealed class OutcomeFolding(IOutcomeStore outcomes, INamedOutcomeStore named, ScoredVersions versions, KnownMonitors monitors, EvidenceOptions options)
{
    /// <summary>What is compared by when it is no business metric: whether predictions were right.</summary>
    public const string Outcome = "outcome";

    // Of fewer of a candidate, more is waited for: a handful against many says little of how much a mean varies.
    private const int MinTogether = 20;
    private const int MaxWaiting = 1_000;
    private const long MillisecondsPerMinute = 60_000;

    private static readonly TimeSpan s_lookAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_showEvery = TimeSpan.FromSeconds(30);

    // When what was looked at and not taken is looked at again: the decider asks twice a second.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _notBefore = new(StringComparer.Ordinal);

    /// <summary>Takes what is new.</summary>
    /// <returns>The state with its cursors; the same one when nothing was new.</returns>
    public async Task<EvidenceState> FoldAsync(OutcomeScope scope, GuardEvaluation evaluation, EvidenceState state, CancellationToken cancellationToken)
    {
        var watches = evaluation.OutcomeWatches.ToList();
        if (watches.Exists(watch => watch.Guard.Kind == GuardKind.OutcomeError) || scope.Reward == Outcome)
            state = await FoldErrorsAsync(scope, evaluation, state, cancellationToken);
        var metrics = watches.Select(watch => watch.Guard.Metric).Append(scope.Reward == Outcome ? null : scope.Reward).OfType<string>().Distinct(StringComparer.Ordinal);
        foreach (var metric in metrics)
            state = await FoldMetricAsync(scope, metric, evaluation, state, cancellationToken);
        return state;
    }

    private async Task<EvidenceState> FoldErrorsAsync(OutcomeScope scope, GuardEvaluation evaluation, EvidenceState state, CancellationToken cancellationToken)
    {
        if (!IsDue(scope, Outcome))
            return state;
        var settings = (await monitors.FindAsync(scope.Endpoint, cancellationToken))?.Performance ?? new PerformanceSettings();
        var yields = new List<ArmYield>();
        var cursors = new Dictionary<string, long>(StringComparer.Ordinal);
        var isNumber = false;
        var end = long.MaxValue;
        var read = new List<IReadOnlyList<StoredOutcome>>();
        for (var arm = 0; arm < scope.Versions.Count; arm++)
        {
            var (model, version) = scope.Versions[arm];
            var pairs = await outcomes.ListJoinedAsync(scope.Endpoint, model, version, state.Cursors.GetValueOrDefault(ErrorKey(arm), scope.FirstOrder), options.MaxFoldedOutcomes, cancellationToken);
            read.Add(pairs);
            // No arm is read further than the others: they are to be compared.
            if (pairs.Count == options.MaxFoldedOutcomes)
                end = Math.Min(end, pairs[^1].JoinOrder!.Value);
        }
        for (var arm = 0; arm < scope.Versions.Count; arm++)
        {
            var scored = await versions.GetAsync(scope.Versions[arm].Model, scope.Versions[arm].Version, settings, cancellationToken);
            isNumber |= scored.Columns?.Task == ScoreTask.Regression;
            var taken = read[arm].Where(pair => pair.JoinOrder <= end).ToList();
            if (taken.Count > 0)
                cursors[ErrorKey(arm)] = taken[^1].JoinOrder!.Value;
            if (scored.Columns is null)
                continue;
            // Rows of a request are alike, and all in one arm: together they are one observation.
            foreach (var request in taken.Where(pair => pair.Prediction!.Arm == arm && pair.Prediction.At >= scope.StartedAt).GroupBy(pair => pair.RequestId, StringComparer.Ordinal))
            {
                var errors = request.Select(pair => PairTable.ErrorOf(scored, pair)).OfType<double>().ToList();
                if (errors.Count > 0)
                    yields.Add(new ArmYield(request.First().Prediction!.At.ToUnixTimeMilliseconds(), arm, errors.Average()));
            }
        }
        if (cursors.Count == 0)
            return state;
        if (!IsEnough(yields, scope, state))
        {
            Wait(scope, Outcome, s_lookAgain);
            return state;
        }
        state = Feed(scope, yields, state, Outcome, evaluation, watch => watch.Guard.Kind == GuardKind.OutcomeError, scope.Reward == Outcome ? error => (isNumber ? 0 : 1) - error : null);
        return state with { Cursors = With(state.Cursors, cursors), OutcomesAt = scope.Now.ToUnixTimeMilliseconds() };
    }

    private async Task<EvidenceState> FoldMetricAsync(OutcomeScope scope, string metric, GuardEvaluation evaluation, EvidenceState state, CancellationToken cancellationToken)
    {
        if (!IsDue(scope, metric))
            return state;
        var joined = await named.ListJoinedAsync(scope.Endpoint, metric, state.Cursors.GetValueOrDefault(MetricKey(metric), scope.FirstOrder), options.MaxFoldedOutcomes, cancellationToken);
        var yields = joined.Where(one => one.Request is { Arm: { } arm } request && arm < scope.Versions.Count && request.At >= scope.StartedAt)
            .Select(one => new ArmYield(one.Request!.At.ToUnixTimeMilliseconds(), one.Request.Arm!.Value, one.Value)).ToList();
        var isNew = joined.Count > 0 && IsEnough(yields, scope, state);
        if (isNew || IsDue(scope, ShowKey(metric)))
        {
            Wait(scope, ShowKey(metric), s_showEvery);
            state = await ShowAsync(scope, metric, evaluation, state, cancellationToken);
        }
        if (!isNew)
        {
            if (joined.Count > 0)
                Wait(scope, metric, s_lookAgain);
            return state;
        }
        state = Feed(scope, yields, state, metric, evaluation, watch => watch.Guard.Metric == metric, scope.Reward == metric ? value => value : null);
        return state with { Cursors = With(state.Cursors, new Dictionary<string, long> { [MetricKey(metric)] = joined[^1].JoinOrder!.Value }), OutcomesAt = scope.Now.ToUnixTimeMilliseconds() };
    }

    private async Task<EvidenceState> ShowAsync(OutcomeScope scope, string metric, GuardEvaluation evaluation, EvidenceState state, CancellationToken cancellationToken)
    {
        var present = new Moments[scope.Versions.Count];
        foreach (var sum in await named.SumAsync(scope.Endpoint, metric, scope.StartedAt, DateTimeOffset.MaxValue, cancellationToken))
            if (sum.Arm >= 0 && sum.Arm < present.Length)
                present[sum.Arm] = new Moments(sum.Count, sum.Mean, sum.Variance * Math.Max(0, sum.Count - 1));
        var isSame = true;
        foreach (var watch in evaluation.OutcomeWatches.Where(watch => watch.Guard.Metric == metric))
        {
            isSame &= watch.Present is { } before && before.SequenceEqual(present);
            watch.Present = present;
        }
        return isSame ? state : state with { OutcomesAt = scope.Now.ToUnixTimeMilliseconds() };
    }

    // How long one waits is decided by how many there are, never by what they say.
    private static bool IsEnough(List<ArmYield> yields, OutcomeScope scope, EvidenceState state) =>
        yields.Count == 0 || Enumerable.Range(1, scope.Versions.Count - 1).Any(arm => yields.Count(one => one.Arm == arm) >= MinTogether)
        || scope.Now - DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(state.OutcomesAt, scope.StartedAt.ToUnixTimeMilliseconds())) >= s_longestWait;

    /// <summary>Adds what became known, minute by minute of the requests, and takes apart what lies on the two sides of a change of the shares.</summary>
    private static EvidenceState Feed(OutcomeScope scope, List<ArmYield> yields, EvidenceState state, string source, GuardEvaluation evaluation, Func<OutcomeWatch, bool> isOf, Func<double, double>? reward)
    {
        var watches = evaluation.OutcomeWatches.Where(isOf).ToList();
        var rewards = reward is null ? null : evaluation.Rewards;
        var stratum = state.Cursors.GetValueOrDefault(StratumKey(source), -1);
        var tooLate = 0L;
        var values = new Moments[scope.Versions.Count];
        var better = new Moments[scope.Versions.Count];
        foreach (var group in yields.GroupBy(one => (Stratum: StratumOf(state.Changes, one.At), Minute: one.At / MillisecondsPerMinute)).OrderBy(group => group.Key.Minute).ThenBy(group => group.Key.Stratum))
        {
            if (group.Key.Stratum < 0)
            {
                tooLate += group.Count();
                continue;
            }
            if (group.Key.Stratum != stratum)
            {
                watches.ForEach(watch => watch.Settle());
                rewards?.Settle();
                stratum = group.Key.Stratum;
            }
            Array.Clear(values);
            Array.Clear(better);
            foreach (var one in group)
            {
                values[one.Arm] = values[one.Arm].With(one.Value);
                if (reward is not null)
                    better[one.Arm] = better[one.Arm].With(reward(one.Value));
            }
            watches.ForEach(watch => watch.Add(values[0], values[watch.Arm]));
            rewards?.Add(better);
        }
        return state with { TooLateCount = state.TooLateCount + tooLate, Cursors = With(state.Cursors, new Dictionary<string, long> { [StratumKey(source)] = stratum }) };
    }

    /// <summary>The last change of shares before a request; -1 where that is not remembered any more.</summary>
    private static long StratumOf(IReadOnlyList<long> changes, long at)
    {
        for (var i = changes.Count - 1; i >= 0; i--)
            if (changes[i] <= at)
                return changes[i];
        return -1;
    }

    private static Dictionary<string, long> With(IReadOnlyDictionary<string, long> cursors, IReadOnlyDictionary<string, long> changed)
    {
        var all = cursors.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in changed)
            all[key] = value;
        return all;
    }

    private bool IsDue(OutcomeScope scope, string what) => !_notBefore.TryGetValue(scope.Rollout + what, out var at) || scope.Now >= at;

    private void Wait(OutcomeScope scope, string what, TimeSpan time)
    {
        // Of rollouts that have ended nobody tells: all are looked at again.
        if (_notBefore.Count > MaxWaiting)
            _notBefore.Clear();
        _notBefore[scope.Rollout + what] = scope.Now + time;
    }

    private static string ShowKey(string metric) => $"show:{metric}";

    private static string ErrorKey(int arm) => FormattableString.Invariant($"outcome:{arm}");

    private static string MetricKey(string metric) => $"metric:{metric}";

    private static string StratumKey(string source) => $"stratum:{source}";
}
