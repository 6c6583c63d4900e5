using System.Globalization;
using Saker.Dashboard.Layout;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Drift.History;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Settings;

namespace Saker.Dashboard.Watching;

/// <summary>Gathers what the page of one watched endpoint shows: one report, and the history of the time that is asked for.</summary>
internal sealed class WatchViews(IMonitorStore monitors, IDriftStore drift, IDriftHistory history, IPredictionLog log, TimeProvider time)
{
    // What little traffic an endpoint has is mostly of the last month.
    private const string StandardRange = "30d";

    private const int MaxRequests = 12;

    /// <param name="asked">As the address has it.</param>
    /// <param name="mayReadRows">Whether whoever asks may see what was logged.</param>
    public WatchQuestion Read(WatchParameters asked, bool mayReadRows) => new()
    {
        Endpoint = asked.Endpoint,
        Range = TimeRange.Read(asked.Range, asked.From, asked.To, StandardRange, time.GetUtcNow()),
        Version = Number(asked.Version),
        Grain = WatchQuestion.GrainOf(asked.Grain),
        At = string.IsNullOrEmpty(asked.At) ? null : TimeRange.Parse(asked.At, "at"),
        Report = string.IsNullOrEmpty(asked.Report) ? null : asked.Report,
        Column = string.IsNullOrEmpty(asked.Column) ? null : asked.Column,
        ShowsQuality = asked.Show == "quality",
        ShowsRows = mayReadRows && asked.Rows == "true",
        Page = Math.Clamp(Number(asked.Page) ?? 1, 1, 10_000),
    };

    public async Task<WatchView> GetAsync(WatchQuestion question, CancellationToken cancellationToken)
    {
        var monitor = await monitors.FindAsync(question.Endpoint, cancellationToken) ?? throw Pages.Missing("endpoint", question.Endpoint, "/watching");
        var report = await FindReportAsync(question, cancellationToken);
        return new WatchView
        {
            Question = question,
            Monitor = monitor,
            Report = report,
            Progress = await drift.ListProgressAsync(question.Endpoint, cancellationToken),
            Moments = await history.ListAsync(
                new DriftHistoryQuery { Endpoint = question.Endpoint, Version = question.Version, Grain = question.UsedGrain, From = question.Range.From, To = question.Range.To, Max = 2 * HeatGrid.MaxBuckets },
                cancellationToken),
            Rows = question.ShowsRows && report is not null ? await FindRowsAsync(report, cancellationToken) : null,
        };
    }

    /// <summary>What changes when the page does: windows that close, and what keeps them from it.</summary>
    public async Task<string> FindVersionAsync(string endpoint, CancellationToken cancellationToken) => string.Join(
        '\n', (await drift.ListProgressAsync(endpoint, cancellationToken)).Select(version => string.Create(CultureInfo.InvariantCulture, $"{version.Model} {version.Version} {version.EvaluatedUntil.UtcTicks} {version.Note}")));

    private async Task<DriftEvaluation?> FindReportAsync(WatchQuestion question, CancellationToken cancellationToken)
    {
        if (question.Report is { } id)
            return await drift.FindAsync(question.Endpoint, id, cancellationToken) ?? throw Pages.Missing("report", id, Links.Watching(question.Endpoint));
        if (question.At is { } at && await drift.FindAtAsync(question.Endpoint, question.Version, at, cancellationToken) is { } chosen)
            return chosen;
        var last = await drift.ReadAsync(new DriftQuery { Endpoint = question.Endpoint, Version = question.Version, Kind = DriftReportKind.Window, Before = question.Range.Name is null ? question.Range.To.AddMilliseconds(1) : null, Max = 1 }, cancellationToken);
        return last is [var found] && (found.To > question.Range.From || question.Range.Name is not null) ? found : null;
    }

    private async Task<IReadOnlyList<LoggedPrediction>> FindRowsAsync(DriftEvaluation report, CancellationToken cancellationToken) => (await log.QueryAsync(
        new LogFilter { Endpoint = report.Endpoint, Version = report.Version, From = report.From, To = report.To, SampledOnly = true, MaxCount = MaxRequests }, cancellationToken)).Predictions;

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
