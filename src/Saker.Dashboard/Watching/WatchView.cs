using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Drift.History;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Serving.Settings;

namespace Saker.Dashboard.Watching;

/// <summary>What the page of one watched endpoint shows.</summary>
public sealed record WatchView
{
    /// <summary>How many columns of a report a page lists.</summary>
    public const int MaxColumns = 50;

    public required WatchQuestion Question { get; init; }

    /// <summary>How it is watched.</summary>
    public required EndpointMonitor Monitor { get; init; }

    /// <summary>The report that is shown; null when there is none.</summary>
    public DriftEvaluation? Report { get; init; }

    /// <summary>How far its versions are.</summary>
    public required IReadOnlyList<DriftProgress> Progress { get; init; }

    /// <summary>The history in the time that is shown.</summary>
    public required IReadOnlyList<DriftMoment> Moments { get; init; }

    /// <summary>Logged rows of the window; null where nobody asked.</summary>
    public IReadOnlyList<LoggedPrediction>? Rows { get; init; }

    public HeatGrid Grid => HeatGrid.Of(Moments, Question);

    public string State => Report is null ? "waiting" : Report.Drifted ? "drifted" : Report.HasFindings ? "moved" : "as expected";

    public IReadOnlyList<SettingDifference> Differences => MonitorSettingsText.Differences(MonitorSettings.Default, Monitor.Settings);

    /// <summary>The versions that were watched, the newest first.</summary>
    public IReadOnlyList<int> Versions => [.. Progress.Select(progress => progress.Version).Concat(Moments.Select(moment => moment.Version)).Distinct().OrderDescending()];

    /// <summary>The column that is shown large: the one asked for, else the first that moved, else the first.</summary>
    public ColumnFinding? Column => Report is not { } report ? null
        : Question.Column is { } name ? All.FirstOrDefault(column => column.Column == name)
        : report.Moved.FirstOrDefault() ?? report.Predictions.FirstOrDefault(output => output.Drifted) ?? All.FirstOrDefault(column => column.Bins.Count > 0);

    /// <summary>Inputs, then outputs.</summary>
    public IEnumerable<ColumnFinding> All => Report is null ? [] : Report.Columns.Concat(Report.Predictions);

    public bool IsOutput(ColumnFinding column) => Report is not null && Report.Predictions.Contains(column);
}
