using Saker.Platform.Monitoring.Log;

namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>Joins business metrics that wait to the requests of the prediction log, whose facts it keeps of every request.</summary>
internal sealed class NamedOutcomeJoiner(INamedOutcomeStore store, IPredictionLog log, PredictionLogOptions options)
{
    /// <param name="waiting">Metrics, at most <see cref="OutcomeOptions.LookUpSize"/>.</param>
    /// <param name="since">Since when they have not been looked for; null when they never were.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many of them do not wait any more.</returns>
    public async Task<int> JoinAsync(IReadOnlyList<NamedOutcome> waiting, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var found = new List<LoggedPrediction>();
        foreach (var ids in waiting.Select(outcome => outcome.RequestId).Distinct(StringComparer.Ordinal).Chunk(options.MaxLookups))
            found.AddRange(since is { } last ? await log.FindNewAsync(ids, last, cancellationToken) : await log.FindAsync(ids, cancellationToken));
        var wanted = waiting.ToLookup(outcome => outcome.RequestId, outcome => outcome.Endpoint, StringComparer.Ordinal);
        var joins = found.Where(request => wanted[request.RequestId].Any(endpoint => endpoint is null || endpoint == request.Endpoint))
            .GroupBy(request => (request.RequestId, request.Endpoint))
            .Select(attempts => JoinOf([.. attempts.OrderByDescending(attempt => attempt.At)]))
            .OfType<NamedJoin>().ToList();
        var count = 0;
        foreach (var together in joins.Chunk(OutcomeOptions.BatchSize))
            count += await store.JoinAsync(together, cancellationToken);
        return count;
    }

    // The last attempt that was answered, as of other outcomes. Where the control answered for a candidate that failed, the request is the candidate's all the same: what it
    // led to is what comes of having the candidate.
    private static NamedJoin? JoinOf(List<LoggedPrediction> attempts)
    {
        if (attempts.Find(attempt => attempt.Error is null) is not { } answered)
            return null;
        var arm = answered.Arm ?? attempts.Find(attempt => attempt.Arm is not null)?.Arm;
        return new NamedJoin(answered.RequestId, answered.Endpoint, answered.Model, answered.Version, arm, answered.At);
    }
}
