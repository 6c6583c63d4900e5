using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Drift.History;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Monitoring.Settings;

namespace Saker.Dashboard.Watching;

/// <summary>An endpoint in the list of all.</summary>
/// <param name="Monitor">How it is watched.</param>
/// <param name="Latest">The report of its last closed window; null when none has closed.</param>
/// <param name="Progress">How far its versions are, the newest first.</param>
/// <param name="Days">The last days that had windows, the oldest first.</param>
/// <param name="Decay">The last verdict on its scores; null while there is none.</param>
/// <param name="FiringCount">Alerts of it that fire.</param>
public sealed record WatchedEndpoint(
    EndpointMonitor Monitor, DriftEvaluation? Latest, IReadOnlyList<DriftProgress> Progress, IReadOnlyList<DriftDay> Days, DecayVerdict? Decay, int FiringCount)
{
    public string Name => Monitor.Endpoint;

    public string State => this switch
    {
        { Monitor.Settings.Drift.Enabled: false } => "off",
        { Latest.Drifted: true } => "drifted",
        { Decay.IsDecayed: true } => "decayed",
        { Latest.HasFindings: true } => "moved",
        { Progress: [{ Note: not null }, ..] } => "hindered",
        { Latest: null } => "waiting",
        _ => "as expected",
    };

    /// <summary>The worst has the lowest.</summary>
    public int Rank => State switch { "drifted" => 0, "decayed" => 1, "moved" => 2, "hindered" => 3, "waiting" => 4, "as expected" => 5, _ => 6 };

    /// <summary>What there is to know in one sentence.</summary>
    public string Sentence => this switch
    {
        { Progress: [{ Note: { } note }, ..] } => note,
        { Latest: { } report } => DriftText.Sentence(report),
        { Progress: [var newest, ..] } => $"no window has closed yet; {Layout.Format.Count(newest.OpenRowCount)} of {Layout.Format.Count(Monitor.Settings.Drift.MinRows)} rows",
        _ => "no traffic was looked at yet",
    };
}
