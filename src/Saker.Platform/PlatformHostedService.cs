using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Saker.Platform.Identity;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Retraining;
using Saker.Platform.Rollouts;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving;

namespace Saker.Platform;

/// <summary>In a hosted program: opens the home at start, then follows deployments and keys, and decides rollouts, runs the recurring jobs and captures requests, until the end.</summary>
internal sealed partial class PlatformHostedService(PlatformOpening opening, ModelHost host, AccessControl access, JobRunner jobs, CaptureRunner capture, WindowRecorder windows, LogUpkeep log, RolloutLoop rollouts, EvidenceRecorder evidence, AttemptLoop retraining, LoopWatch watch, CaptureOptions captureOptions, TimeProvider time, ILogger<PlatformHostedService> logger) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await opening.RunAsync(cancellationToken);
        if (access.IsOn)
            await access.RefreshAsync(cancellationToken);
        await host.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // The host's patience is for requests under way. Once it is over, the database goes, and what the loops still write with it.
        if (ExecuteTask is not { } loops)
            return;
        // What the last two of them may take, one after the other.
        var patience = captureOptions.MaxStopDelay + LogUpkeep.MaxEnd;
        await loops.WaitAsync(patience, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!loops.IsCompleted)
            LogLate(patience);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(
                watch.KeepAsync("deployments", host.RunAsync, stoppingToken),
                watch.KeepAsync("access", access.RunAsync, stoppingToken),
                watch.KeepAsync("rollouts", rollouts.RunAsync, stoppingToken),
                watch.KeepAsync("jobs", jobs.RunAsync, stoppingToken),
                watch.KeepAsync("retraining", retraining.RunAsync, stoppingToken),
                // Ends its sinks with itself, and guards each of its rounds.
                watch.WatchAsync("capture", capture.RunAsync(host, stoppingToken), stoppingToken),
                // Writes its last block when it ends.
                watch.WatchAsync("evidence", evidence.RunAsync(host, stoppingToken), stoppingToken),
                watch.KeepAsync("windows", windows.RunAsync, stoppingToken),
                watch.KeepAsync("flushing the prediction log", log.FlushAsync, stoppingToken),
                watch.KeepAsync("sealing the prediction log", log.SealAsync, stoppingToken));
        }
        finally
        {
            // After capture has given its last block.
            await log.EndAsync();
        }
    }

    [LoggerMessage(EventId = 2090, Level = LogLevel.Warning, Message = "What runs in the background has not ended within {Patience}; it is given up, and what it had not written yet is tried again at the next start")]
    private partial void LogLate(TimeSpan patience);
}
