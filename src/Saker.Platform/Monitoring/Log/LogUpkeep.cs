using Microsoft.Extensions.Logging;

namespace Saker.Platform.Monitoring.Log;

/// <summary>Forces what was written to the disk, ends journals that are large or old enough, and seals them; at the end it seals the last one.</summary>
internal sealed partial class LogUpkeep(
    PredictionLogWriter writer, Journal journal, LogSealer sealer, LogWriterStates states, PredictionLogOptions options, TimeProvider time, ILogger<LogUpkeep> logger)
{
    private static readonly TimeSpan SealEvery = TimeSpan.FromSeconds(5);
    internal static readonly TimeSpan MaxEnd = TimeSpan.FromSeconds(5);

    /// <summary>Ends the journal if it is large or old enough.</summary>
    public void Rotate()
    {
        if (journal.Age < options.SealAfter && journal.Length < options.MaxJournalBytes)
            return;
        try
        {
            journal.Rotate();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotEnded(e.Message);
        }
    }

    /// <summary>Seals what was written last: the machine may be gone afterwards. What cannot be sealed in time is sealed at the next start.</summary>
    public async Task EndAsync()
    {
        using var late = new CancellationTokenSource(MaxEnd, time);
        try
        {
            journal.Rotate();
            await sealer.SealAsync(late.Token);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            LogNotEnded(e.Message);
        }
    }

    /// <summary>Flushes until cancelled.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.FlushInterval, time);
        while (await NextAsync(timer, cancellationToken))
            await Task.Run(writer.Flush, cancellationToken);
    }

    /// <summary>Ends and seals journals until cancelled.</summary>
    public async Task SealAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(SealEvery < options.SealAfter ? SealEvery : options.SealAfter, time);
        do
        {
            try
            {
                Rotate();
                await sealer.SealAsync(cancellationToken);
                await states.TellAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it is, also a client's own cancellation: this must not end before the process does.
                LogNotTold(e.Message);
            }
        }
        while (await NextAsync(timer, cancellationToken));
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(EventId = 7220, Level = LogLevel.Warning, Message = "The journal of the prediction log cannot be ended: {Reason}. It is tried again")]
    private partial void LogNotEnded(string reason);

    [LoggerMessage(EventId = 7221, Level = LogLevel.Warning, Message = "Other processes cannot be told how the prediction log fares: {Reason}")]
    private partial void LogNotTold(string reason);
}
