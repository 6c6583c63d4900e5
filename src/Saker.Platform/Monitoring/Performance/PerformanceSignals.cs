using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>What is known of how endpoints fare, as signals: of the last window that was judged, and of outcomes that wait.</summary>
internal sealed class PerformanceSignals(IPerformanceStore store, IOutcomeStore outcomes) : ISignalSource
{
    // Windows that ended longer ago say nothing of now.
    private static readonly TimeSpan s_maxAge = TimeSpan.FromDays(100);

    public string Name => "performance";

    public IReadOnlyList<SignalDefinition> Definitions { get; } =
    [
        new("score.*", "score", "A score of the last window that had enough outcomes; 'score.NAME.estimated' is of the last closed window, without outcomes."),
        new("decay", "score", "How much worse the last judged window is than the version's evaluation, in the unit of the score that the label names; its verdict says whether that is decay."),
        new("decay.change", "flag", "1 when a detector found a change of the errors within the last day, in the order in which they became known; the label is the detector."),
        new("outcomes.unmatched", "count", "Outcomes whose prediction is not found (yet); those that were given up are counted for a week."),
        new("outcomes.lag", "seconds", "How long after their predictions outcomes became known, on average over the last judged window."),
    ];

    public async Task<IReadOnlyList<Signal>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var signals = new List<Signal>();
        foreach (var version in (await store.ListLatestAsync(now - s_maxAge, cancellationToken)).GroupBy(window => (window.Endpoint, window.Version)))
        {
            if (version.LastOrDefault(window => window.Scores is not null) is { } scored)
                Add(signals, scored, scored.Scores!);
            if (version.LastOrDefault(window => window.Estimate is not null) is { } estimated)
                signals.AddRange(estimated.Estimate!.Scores.Where(score => double.IsFinite(score.Value)).Select(score => Of(estimated, $"score.{score.Name}.estimated", score.Value) with { Count = estimated.Estimate.RowCount, Verdict = score.Low is null ? null : score.IsWorse }));
        }
        // Of a number that several models of an endpoint have had, the last one counts; what takes no errors any more says nothing of now.
        foreach (var states in (await store.ListDetectorsAsync(cancellationToken)).Where(own => now - own.SeenAt < s_maxAge).GroupBy(own => (own.Endpoint, own.Version)).Select(own => own.Last()))
            foreach (var detector in states.Detectors)
                signals.Add(Of(states, detector, now));
        foreach (var waiting in (await outcomes.CountWaitingAsync(now.AddDays(-7), cancellationToken)).GroupBy(count => count.Endpoint, StringComparer.Ordinal))
            signals.Add(new Signal { Name = "outcomes.unmatched", Endpoint = waiting.Key, Value = waiting.Sum(count => count.Count), At = now });
        return signals;
    }

    private static void Add(List<Signal> signals, PerformanceWindow window, WindowScores scores)
    {
        signals.AddRange(scores.Scores.Where(score => double.IsFinite(score.Value)).Select(score => Of(window, $"score.{score.Name}", score.Value) with { Count = scores.UsedCount }));
        signals.Add(Of(window, "outcomes.lag", scores.LagSeconds) with { Count = scores.PairCount });
        if (scores.Decay is not { } decay)
            return;
        signals.Add(Of(window, "decay", decay.Loss) with
        {
            Label = decay.Score,
            Count = scores.UsedCount,
            Verdict = decay.IsDecayed,
            Context = new SignalContext { Summary = FormattableString.Invariant($"{decay.Score} is {decay.Live:0.####} on {scores.UsedCount} outcomes, and was {decay.Reference:0.####} when the version was evaluated: worse by {decay.Loss:0.####} ({decay.LossLow:0.####} to {decay.LossHigh:0.####} at 95%), p = {decay.PValue:0.####}.") },
        });
    }

    private static Signal Of(PerformanceWindow window, string name, double value) => new() { Name = name, Endpoint = window.Endpoint, Version = window.Version, Value = value, At = window.EndedAt };

    private static Signal Of(DetectorStates states, ErrorDetector detector, DateTimeOffset now)
    {
        var isRecent = detector.FoundAt is { } found && now - found < TimeSpan.FromDays(1);
        return new Signal
        {
            Name = "decay.change",
            Endpoint = states.Endpoint,
            Version = states.Version,
            Label = detector.Name,
            Value = isRecent ? 1 : 0,
            At = states.SeenAt,
            Count = detector.TakenCount,
            Verdict = isRecent,
            Context = isRecent ? new SignalContext { Summary = $"{detector.Name} found that the errors changed at the prediction of {detector.ChangedAt:u}.", RequestIds = detector.ChangedBy is { } id ? [id] : [] } : SignalContext.None,
        };
    }
}
