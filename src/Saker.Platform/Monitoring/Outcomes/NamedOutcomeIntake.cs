using Microsoft.Extensions.Logging;

namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>Takes business metrics in, and joins them: at once where the log has their requests already, else as they come.</summary>
internal sealed partial class NamedOutcomeIntake(INamedOutcomeStore store, NamedOutcomeJoiner joiner, ILogger<NamedOutcomeIntake> logger)
{
    /// <param name="metrics">At most <see cref="OutcomeOptions.LookUpSize"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<OutcomeReceipt> TakeAsync(IReadOnlyList<NewOutcome> metrics, CancellationToken cancellationToken)
    {
        var added = new AddedOutcomes(0, 0, 0);
        foreach (var some in metrics.Chunk(OutcomeOptions.BatchSize))
        {
            var more = await store.AddAsync(some, cancellationToken);
            added = new AddedOutcomes(added.Added + more.Added, added.Repeated + more.Repeated, added.Corrected + more.Corrected);
        }
        string[] ids = [.. metrics.Select(metric => metric.RequestId).Distinct(StringComparer.Ordinal)];
        var stored = await store.FindAllAsync(ids, cancellationToken);
        if (await TryJoinAsync([.. stored.Where(metric => metric.State == OutcomeState.Unmatched)], since: null, failures: null, cancellationToken) > 0)
            stored = await store.FindAllAsync(ids, cancellationToken);
        var matched = stored.Where(metric => metric.State == OutcomeState.Matched).Select(metric => (metric.RequestId, metric.Name)).ToHashSet();
        var matchedCount = metrics.Count(metric => matched.Contains((metric.RequestId, metric.Metric!)));
        return new OutcomeReceipt
        {
            ReceivedCount = metrics.Count,
            AddedCount = added.Added,
            RepeatedCount = added.Repeated,
            CorrectedCount = added.Corrected,
            MatchedCount = matchedCount,
            UnsampledCount = 0,
            UnmatchedCount = metrics.Count - matchedCount,
        };
    }

    /// <summary>Looks again for the requests of those that wait.</summary>
    /// <param name="receivedSince">Only of those that came then or later.</param>
    /// <param name="sealedSince">Only in what the log has new since; null for all of it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What could not be looked up.</returns>
    public async Task<IReadOnlyList<Exception>> JoinAllAsync(DateTimeOffset receivedSince, DateTimeOffset? sealedSince, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        NamedOutcome? last = null;
        while (true)
        {
            var waiting = await store.ListUnmatchedAsync(receivedSince, last, OutcomeOptions.LookUpSize, cancellationToken);
            await TryJoinAsync(waiting, sealedSince, failures, cancellationToken);
            if (waiting.Count < OutcomeOptions.LookUpSize)
                return failures;
            last = waiting[^1];
        }
    }

    public Task GiveUpAsync(DateTimeOffset before, CancellationToken cancellationToken) => store.GiveUpAsync(before, cancellationToken);

    public Task RemoveAsync(DateTimeOffset before, CancellationToken cancellationToken) => store.RemoveAsync(before, cancellationToken);

    private async Task<int> TryJoinAsync(IReadOnlyList<NamedOutcome> waiting, DateTimeOffset? since, List<Exception>? failures, CancellationToken cancellationToken)
    {
        if (waiting.Count == 0)
            return 0;
        try
        {
            return await joiner.JoinAsync(waiting, since, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // They are durable, and joined later: whoever sent them has nothing to mend.
            LogNotJoined(exception, waiting.Count);
            failures?.Add(exception);
            return 0;
        }
    }

    [LoggerMessage(2764, LogLevel.Warning, "{Count} business metrics could not be joined to their requests; they wait")]
    private partial void LogNotJoined(Exception exception, int count);
}
