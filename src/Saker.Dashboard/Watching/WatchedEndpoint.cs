using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Settings;

namespace Saker.Dashboard.Watching;

/// <summary>An endpoint in the list of all.</summary>
/// <param name="Monitor">How it is watched.</param>
/// <param name="Latest">The report of its last closed window; null when none has closed.</param>
/// <param name="Progress">How far its versions are, the newest first.</param>
public sealed record WatchedEndpoint(EndpointMonitor Monitor, DriftEvaluation? Latest, IReadOnlyList<DriftProgress> Progress)
{
    public string State => this switch
    {
        { Monitor.Settings.Drift.Enabled: false } => "off",
        { Latest: null } => "waiting",
        { Latest.Drifted: true } => "drifted",
        { Latest.HasFindings: true } => "moved",
        _ => "as expected",
    };

    /// <summary>What there is to know in one sentence.</summary>
    public string Sentence => Latest is { } report ? DriftText.Sentence(report)
        : Progress is [{ Note: { } note }, ..] ? note
        : Progress is [var newest, ..] ? $"no window has closed yet; {Layout.Format.Count(newest.OpenRowCount)} of {Layout.Format.Count(Monitor.Settings.Drift.MinRows)} rows"
        : "no traffic was looked at yet";
}
