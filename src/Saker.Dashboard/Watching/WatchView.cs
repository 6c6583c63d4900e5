using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Serving.Settings;

namespace Saker.Dashboard.Watching;

/// <summary>What the page of one watched endpoint shows.</summary>
/// <param name="Monitor">How it is watched.</param>
/// <param name="Report">The report that is shown; null when there is none.</param>
/// <param name="Windows">The last closed windows, the newest first.</param>
/// <param name="Progress">How far its versions are.</param>
public sealed record WatchView(EndpointMonitor Monitor, DriftEvaluation? Report, IReadOnlyList<DriftEvaluation> Windows, IReadOnlyList<DriftProgress> Progress)
{
    /// <summary>How many windows the history shows.</summary>
    public const int MaxWindows = 48;

    /// <summary>How many columns are shown with their distributions.</summary>
    public const int MaxPictures = 30;

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<DriftEvaluation> History => [.. Windows.Reverse()];

    public IReadOnlyList<SettingDifference> Differences => MonitorSettingsText.Differences(MonitorSettings.Default, Monitor.Settings);

    /// <summary>The columns of the history, those of the report in its order first.</summary>
    public IReadOnlyList<string> Columns =>
        [.. (Report?.Columns.Select(column => column.Column) ?? []).Concat(Windows.SelectMany(window => window.Columns.Select(column => column.Column))).Distinct(StringComparer.Ordinal).Take(MaxPictures)];
}
