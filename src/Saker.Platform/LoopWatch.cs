using Microsoft.Extensions.Logging;

namespace Saker.Platform;

/// <summary>Says at once when one of the loops of a program ends by a fault, not only when the others end too, and begins it again where that is possible.</summary>
internal sealed partial class LoopWatch(TimeProvider time, ILogger<LoopWatch> logger)
{
    /// <summary>How long after a fault a loop begins again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Runs the loop until it is stopped or ends by itself; after a fault it begins again.</summary>
    public async Task KeepAsync(string name, Func<CancellationToken, Task> run, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await run(stoppingToken);
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Also a cancellation that is not ours, such as that of a client out of time.
                LogFailed(name, Pause, exception);
            }
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    /// <summary>Ends as the loop does.</summary>
    public async Task WatchAsync(string name, Task loop, CancellationToken stoppingToken)
    {
        try
        {
            await loop;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogEnded(name, exception);
            throw;
        }
    }

    [LoggerMessage(EventId = 2750, Level = LogLevel.Critical, Message = "The loop of {Loop} ended by a fault and does not run any more; restart this process")]
    private partial void LogEnded(string loop, Exception exception);

    [LoggerMessage(EventId = 2751, Level = LogLevel.Critical, Message = "The loop of {Loop} failed; it begins again after {Pause}")]
    private partial void LogFailed(string loop, TimeSpan pause, Exception exception);
}
