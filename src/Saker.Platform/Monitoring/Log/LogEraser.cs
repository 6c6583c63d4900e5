using Saker.Data;
using Saker.Platform.Monitoring.Outcomes;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// Takes requests out of the log for good: facts, inputs and outputs, and the outcomes that were joined to them. Nobody finds them any more when
/// the task completes. Segments are written anew without them and the old content is removed; journals of other processes lose them when they are sealed.
/// </summary>
public sealed class LogEraser
{
    private readonly LogReader _reader;
    private readonly SegmentReader _segments;
    private readonly SegmentStore _store;
    private readonly ErasureStore _erasures;
    private readonly IOutcomeStore _outcomes;
    private readonly Journal _journal;
    private readonly LogSealer _sealer;
    private readonly BlobRemovals _removals;
    private readonly PredictionLogOptions _options;
    private readonly TimeProvider _time;

    internal LogEraser(
        LogReader reader, SegmentReader segments, SegmentStore store, ErasureStore erasures, IOutcomeStore outcomes, Journal journal, LogSealer sealer, BlobRemovals removals,
        PredictionLogOptions options, TimeProvider time)
    {
        (_reader, _segments, _store, _erasures, _outcomes, _journal, _sealer) = (reader, segments, store, erasures, outcomes, journal, sealer);
        (_removals, _options, _time) = (removals, options, time);
    }

    /// <summary>Erases all requests of the ids, and their outcomes. Ids that are not in the log are no error: outcomes outlive it.</summary>
    /// <exception cref="SakerException">There are too many ids (limit exceeded), or the log cannot be written (unavailable).</exception>
    public async Task<LogErasure> EraseAsync(IReadOnlyCollection<string> requestIds, CancellationToken cancellationToken)
    {
        if (requestIds.Count > _options.MaxLookups)
            throw new SakerException(ErrorKind.LimitExceeded, $"{requestIds.Count} requests are more than can be erased at once, which are {_options.MaxLookups}.", "ids");
        if (requestIds.Count == 0)
            return new LogErasure(0, 0);
        var ids = requestIds.ToHashSet(StringComparer.Ordinal);
        var until = _time.GetUtcNow().UtcTicks;
        var requests = await CountAsync(ids, cancellationToken);
        await _erasures.AddAsync(ids, cancellationToken);
        // They have the rows of what they were joined to. First, so that nothing is left of them when this is stopped and the filter finds no ids any more.
        await _outcomes.RemoveAllAsync(ids, cancellationToken);
        _journal.Rotate();
        await _sealer.SealAsync(cancellationToken);
        var segments = 0;
        foreach (var row in await _store.ListAsync(null, 0, long.MaxValue, sealedSince: 0, cancellationToken))
        {
            if (await EraseAsync(row, ids, until, cancellationToken) > 0)
                segments++;
        }
        // Those that came while the segments still had the rows.
        await _outcomes.RemoveAllAsync(ids, cancellationToken);
        return new LogErasure(requests, segments);
    }

    /// <summary>Erases all requests that a filter finds, and others that have their ids.</summary>
    /// <exception cref="SakerException">The filter is not possible, or finds more than can be erased at once.</exception>
    public async Task<LogErasure> EraseAsync(LogFilter filter, CancellationToken cancellationToken)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        var page = filter with { MaxCount = LogFilter.MaxPage, Page = null };
        do
        {
            var found = await new LogQuery(_reader, page).RunAsync(cancellationToken);
            ids.UnionWith(found.Predictions.Select(prediction => prediction.RequestId));
            page = page with { Page = found.NextPage };
        }
        while (page.Page is not null && ids.Count <= _options.MaxLookups);
        return await EraseAsync(ids, cancellationToken);
    }

    private async Task<long> CountAsync(HashSet<string> ids, CancellationToken cancellationToken)
    {
        var count = 0L;
        await foreach (var (_, block) in _reader.FindAsync(ids, sealedSince: null, cancellationToken))
            count += block.Requests.Count(request => ids.Contains(request.Id));
        return count;
    }

    private async Task<long> EraseAsync(SegmentRow row, HashSet<string> ids, long until, CancellationToken cancellationToken)
    {
        var index = await _segments.ReadIndexAsync(row, cancellationToken);
        if (!ids.SelectMany(id => index.Find(RowHash.Of(id))).Any())
            return 0;
        var blocks = await _segments.ReadAsync(row, index.Groups, cancellationToken);
        LogBlock[] rest = [.. blocks.Select(block => (block with { Endpoint = row.Endpoint }).Where(request => !ids.Contains(request.Id) || request.At > until))];
        var erased = blocks.Sum(block => (long)block.Requests.Length) - rest.Sum(block => (long)block.Requests.Length);
        // Another id with the same hash.
        if (erased == 0)
            return 0;
        SegmentBuilder? made = null;
        if (rest.Any(block => block.Requests.Length > 0))
        {
            made = new SegmentBuilder();
            foreach (var block in rest.Where(block => block.Requests.Length > 0))
                made.Add(block);
            made.Complete();
        }
        if (!await _store.ReplaceAsync(row, made, erased, cancellationToken))
            throw new SakerException(ErrorKind.Conflict, "The prediction log was changed meanwhile; erase again.", "log");
        await _removals.RemoveAsync([row], cancellationToken);
        return erased;
    }
}
