using Microsoft.Extensions.Logging;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Drift.History;
using Saker.Platform.Monitoring.Settings;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>Looks every minute whether windows of endpoints have closed, each endpoint as often as its monitor says, and compares them; removes what is old.</summary>
internal sealed partial class DriftJob(IMonitorStore monitors, IDriftStore store, IDriftHistory history, DriftEvaluator evaluator, ILogger<DriftJob> logger) : IRecurringJob
{
    // Reports of before there was a history; a few in each change, so that nobody waits long to write.
    private const int MergedAtOnce = 50;
    private const int MaxMerges = 20;

    public string Name => "drift";

    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        foreach (var monitor in await monitors.ListAsync(cancellationToken))
        {
            var ofVersions = new List<Exception>();
            try
            {
                foreach (var report in await evaluator.EvaluateClosedAsync(monitor, now, ofVersions, cancellationToken))
                    Tell(report);
                await store.RemoveAsync(monitor.Endpoint, now - monitor.Settings.Drift.Keep, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // What is wrong with one endpoint, such as a dataset that is gone, keeps no other from being watched.
                ofVersions.Add(exception);
            }
            foreach (var failure in ofVersions)
                LogFailed(failure, monitor.Endpoint);
            failures.AddRange(ofVersions);
        }
        await store.RemoveOrphansAsync(cancellationToken);
        for (var i = 0; i < MaxMerges && await history.MergeAsync(MergedAtOnce, cancellationToken) == MergedAtOnce; i++)
        {
        }
        if (failures.Count > 0)
            throw new AggregateException("Some endpoints could not be evaluated.", failures);
    }

    private void Tell(DriftEvaluation report)
    {
        if (report.HasFindings)
            LogFound(report.Endpoint, report.Model, report.Version, report.From, report.To, string.Join(", ", report.Moved.Select(column => column.Column)), report.Quality.Count);
        else
            LogNothing(report.Endpoint, report.Model, report.Version, report.From, report.To);
    }

    [LoggerMessage(2740, LogLevel.Information, "Endpoint {Endpoint} ({Model}/{Version}) drifted from {From} to {To}: moved columns [{Columns}], {QualityCount} findings of quality")]
    private partial void LogFound(string endpoint, string model, int version, DateTimeOffset from, DateTimeOffset to, string columns, int qualityCount);

    [LoggerMessage(2741, LogLevel.Debug, "Endpoint {Endpoint} ({Model}/{Version}) did not drift from {From} to {To}")]
    private partial void LogNothing(string endpoint, string model, int version, DateTimeOffset from, DateTimeOffset to);

    [LoggerMessage(2742, LogLevel.Warning, "The traffic of endpoint {Endpoint} cannot be evaluated")]
    private partial void LogFailed(Exception exception, string endpoint);
}
