using System.Globalization;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Pipelines.Policies;
using Saker.Platform.Serving;

namespace Saker.Platform.Retraining;

/// <summary>Which signals have a model trained again.</summary>
internal static class SignalTriggers
{
    private const string Share = "drift.share";
    private const string Column = "drift.column";
    private const string Prediction = "drift.prediction";
    private const string Decayed = "decay";

    /// <summary>The first of a policy's triggers that the signals set off; null when none does.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="endpoint">The endpoint as it is: what was measured of another version, or before this one served, says nothing of it.</param>
    /// <param name="since">What was measured up to then was acted upon; null when nothing was.</param>
    /// <param name="signals">Of all endpoints.</param>
    public static FiredTrigger? Find(RetrainingPolicy policy, Endpoint endpoint, DateTimeOffset? since, IReadOnlyList<Signal> signals)
    {
        var own = signals.Where(signal => signal.Endpoint == endpoint.Name && (signal.Version is null || signal.Version == endpoint.Version) && signal.At > endpoint.DeployedAt && (since is null || signal.At > since)).ToList();
        return (policy.Drift is { } drift ? Find(drift, own) : null) ?? (policy.Decay is { } decay ? Find(decay, own) : null);
    }

    private static FiredTrigger? Find(DriftTrigger drift, List<Signal> signals)
    {
        if (drift.IsByVerdict)
            return signals.Find(signal => signal is { Name: Share, Verdict: true }) is { } verdict ? Fired(RetrainingCause.Drift, "The inputs have drifted", verdict) : null;
        if (drift.Share is { } share && signals.Find(signal => signal.Name == Share && signal.Value >= share) is { } wide)
            return Fired(RetrainingCause.Drift, string.Create(CultureInfo.InvariantCulture, $"{wide.Value:0.##%} of the columns have drifted, {share:0.##%} are enough"), wide);
        if (signals.Find(signal => signal is { Name: Column, Verdict: true } && drift.Columns.Contains(signal.Label, StringComparer.Ordinal)) is { } column)
            return Fired(RetrainingCause.Drift, $"Column {column.Label} has drifted", column);
        return drift.Prediction && signals.Find(signal => signal is { Name: Prediction, Verdict: true }) is { } answers ? Fired(RetrainingCause.Drift, "The answers have drifted", answers) : null;
    }

    private static FiredTrigger? Find(DecayTrigger decay, List<Signal> signals)
    {
        if (decay.Score is not { } score)
            return signals.Find(signal => signal is { Name: Decayed, Verdict: true }) is { } verdict ? Fired(RetrainingCause.Decay, "The model has decayed", verdict) : null;
        var name = decay.Estimated ? $"score.{score}.estimated" : $"score.{score}";
        if (signals.Find(signal => signal.Name == name && signal.Label.Length == 0 && (signal.Value < decay.Below || signal.Value > decay.Above)) is not { } bad)
            return null;
        var bound = decay.Below is { } below ? string.Create(CultureInfo.InvariantCulture, $"below {below}") : string.Create(CultureInfo.InvariantCulture, $"above {decay.Above}");
        return Fired(RetrainingCause.Decay, string.Create(CultureInfo.InvariantCulture, $"{(decay.Estimated ? "The estimated " : "")}{score} is {bad.Value:0.####}, {bound}"), bad);
    }

    private static FiredTrigger Fired(RetrainingCause cause, string found, Signal signal) => new(cause, signal.Context.Summary is { Length: > 0 } summary ? $"{found}: {summary}" : $"{found}.", new Dictionary<string, object?>
    {
        ["signal"] = signal.Name,
        ["label"] = signal.Label.Length == 0 ? null : signal.Label,
        ["version"] = (long?)signal.Version,
        ["value"] = double.IsFinite(signal.Value) ? signal.Value : null,
        ["verdict"] = signal.Verdict,
        ["at"] = signal.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["count"] = signal.Count,
        ["movedColumns"] = signal.Context.MovedColumns.Select(moved => (object?)new Dictionary<string, object?> { ["column"] = moved.Column, ["measure"] = moved.Measure, ["value"] = double.IsFinite(moved.Value) ? moved.Value : null }).ToList(),
        ["requestIds"] = signal.Context.RequestIds.ToList<object?>(),
    });
}
