using Microsoft.Extensions.Logging;
using Saker.Platform.Jobs;

namespace Saker.Platform.Retraining;

/// <summary>
/// Takes up attempts that wait, on each server, a few beside each other: one that trains for hours keeps neither those of other endpoints waiting nor
/// anybody from looking what is to be trained next. Not for use by several at once.
/// </summary>
internal sealed partial class AttemptLoop(SqlRetrainingStore store, AttemptRunner runner, RetrainingOptions options, TimeProvider time, ILogger<AttemptLoop> logger)
{
    // By attempt.
    private readonly KeyedTasks _running = new(time);

    /// <summary>Looks until cancelled; then waits for what runs to be put back.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _running.RunAsync(LookAsync, options.Interval, LogNotLooked, cancellationToken);

    /// <summary>Begins what waits, as far as there is room.</summary>
    /// <returns>What was begun; none of it fails.</returns>
    internal async Task<IReadOnlyList<Task>> LookAsync(CancellationToken cancellationToken)
    {
        _running.Sweep();
        List<Task> begun = [];
        foreach (var attempt in await store.ListOpenAsync(cancellationToken))
        {
            if (_running.Count >= options.MaxConcurrent)
                break;
            // What another server carries out takes up no room here.
            if (!_running.IsRunning(attempt.Id) && await store.TryBeginAsync(attempt.Id, cancellationToken) is { } mine)
                begun.Add(_running.Begin(attempt.Id, () => RunAsync(mine, cancellationToken)));
        }
        return begun;
    }

    private async Task RunAsync(BegunAttempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            await runner.RunAsync(attempt, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It waits for the next server.
        }
        catch (Exception exception)
        {
            LogNotRun(exception, attempt.Attempt.Id);
        }
    }

    [LoggerMessage(2615, LogLevel.Warning, "Attempts to train models again cannot be looked up")]
    private partial void LogNotLooked(Exception exception);

    [LoggerMessage(2616, LogLevel.Warning, "Attempt {Attempt} to train a model again could not be ended; it counts as lost once its lease has run out")]
    private partial void LogNotRun(Exception exception, string attempt);
}
