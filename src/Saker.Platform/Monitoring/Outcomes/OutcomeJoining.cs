using Microsoft.Extensions.Logging;
using Saker.Platform.Jobs;

namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>
/// Looks again for the predictions of outcomes that wait, gives up those that waited too long, and removes what is too old. All of the log was looked
/// through when an outcome came: after that only what is new in it is, and all of it once an hour.
/// </summary>
internal sealed partial class OutcomeJoining(IOutcomeStore store, OutcomeJoiner joiner, NamedOutcomeIntake named, OutcomeOptions options, ILogger<OutcomeJoining> logger) : IRecurringJob
{
    // What was not in the log within this time is hardly about to be: it is looked up once in it.
    private static readonly TimeSpan s_fresh = TimeSpan.FromHours(1);

    // Clocks of machines differ, and what is sealed takes a while to be seen.
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(5);

    private DateTimeOffset _lookedAtAll = DateTimeOffset.MinValue;
    private DateTimeOffset _lookedAt;

    public string Name => "outcomes";

    public TimeSpan Interval => options.RetryEvery;

    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = now - _lookedAtAll >= s_fresh;
        var (receivedSince, sealedSince) = (all ? DateTimeOffset.UnixEpoch : now - s_fresh, all ? (DateTimeOffset?)null : _lookedAt - s_margin);
        List<Exception> failures = [.. await JoinAsync(receivedSince, sealedSince, cancellationToken), .. await named.JoinAllAsync(receivedSince, sealedSince, cancellationToken)];
        if (failures.Count == 0)
            (_lookedAt, _lookedAtAll) = (now, all ? now : _lookedAtAll);
        await store.GiveUpAsync(now - options.GiveUpAfter, cancellationToken);
        await named.GiveUpAsync(now - options.GiveUpAfter, cancellationToken);
        if (all)
        {
            await store.RemoveAsync(now - options.Keep, cancellationToken);
            await named.RemoveAsync(now - options.Keep, cancellationToken);
        }
        if (failures.Count > 0)
            throw new AggregateException("Some outcomes could not be joined.", failures);
    }

    private async Task<List<Exception>> JoinAsync(DateTimeOffset receivedSince, DateTimeOffset? sealedSince, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        StoredOutcome? last = null;
        while (true)
        {
            var waiting = await store.ListUnmatchedAsync(receivedSince, last, OutcomeOptions.LookUpSize, cancellationToken);
            try
            {
                await joiner.JoinAsync(waiting, sealedSince, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // What cannot be read of the log keeps nothing else from being joined, given up or removed.
                LogFailed(exception, waiting.Count);
                failures.Add(exception);
            }
            if (waiting.Count < OutcomeOptions.LookUpSize)
                return failures;
            last = waiting[^1];
        }
    }

    [LoggerMessage(2761, LogLevel.Warning, "{Count} outcomes that wait could not be joined to their predictions")]
    private partial void LogFailed(Exception exception, int count);
}
