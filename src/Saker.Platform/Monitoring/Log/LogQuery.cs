using Saker.Data;
using Saker.Platform.Search;

namespace Saker.Platform.Monitoring.Log;

/// <summary>Reads one page: groups from the latest on, until no earlier one can have a request of the page. One id is looked up.</summary>
internal sealed class LogQuery
{
    private static readonly SortKey[] Keys = [new("at", FilterKind.Integer), new("journal", FilterKind.Text), new("sequence", FilterKind.Integer)];

    private readonly LogReader _reader;
    private readonly LogFilter _filter;
    private readonly LogCondition _condition;
    private readonly string _fingerprint;
    private readonly Position? _after;
    private readonly long _from;
    private readonly long _to;

    /// <exception cref="SakerException">The filter is not possible.</exception>
    public LogQuery(LogReader reader, LogFilter filter)
    {
        if (filter.MaxCount is < 1 or > LogFilter.MaxPage)
            throw new SakerException(ErrorKind.InvalidInput, $"A page has 1 to {LogFilter.MaxPage} requests; {filter.MaxCount} were asked for.", "limit");
        (_reader, _filter) = (reader, filter);
        _condition = LogCondition.Parse(filter.Where);
        (_from, _to) = (filter.From?.UtcTicks ?? 0, filter.To?.UtcTicks ?? long.MaxValue);
        // Not the begin: with "the last hour" it is another one at each page, and only says where the last page ends.
        _fingerprint = PageToken.Fingerprint(
            [filter.Endpoint ?? "", $"{filter.Version}", $"{_to}", filter.RequestId ?? "", filter.Step ?? "", filter.Error ?? "", filter.Where ?? "", $"{filter.SampledOnly}"]);
        if (filter.Page is { Length: > 0 } token)
            _after = PageToken.Read(token, _fingerprint, Keys).Position is [long at, string journal, long sequence] ? new Position(at, journal, sequence)
                : throw new SakerException(ErrorKind.InvalidInput, "Invalid page token: it is none of this search. Begin again without one.", "page_token");
    }

    public async Task<LogPage> RunAsync(CancellationToken cancellationToken)
    {
        // The earliest of the best comes out first; one more than the page has tells whether there is another.
        PriorityQueue<(LogBlock Block, int Request, int[] Rows), Position> best = new();
        if (_filter.RequestId is { } id)
        {
            await foreach (var (journal, block) in _reader.FindAsync([id], sealedSince: null, cancellationToken))
                if ((_filter.Endpoint is null || block.Endpoint == _filter.Endpoint) && (_filter.Version is null || block.Version == _filter.Version))
                    Add(best, journal, block);
            return Page(best);
        }
        var to = _after is { } after ? Math.Min(_to, after.At + 1) : _to;
        await foreach (var group in _reader.ListAsync(_filter.Endpoint, _filter.Version, _from, to, cancellationToken))
        {
            if (best.Count > _filter.MaxCount && best.TryPeek(out _, out var worst) && group.Group.LastAt < worst.At)
                break;
            if ((_filter.SampledOnly || _condition.NeedsRows) && group.Group.RowCount == 0)
                continue;
            Add(best, group.Journal, await _reader.ReadAsync(group, cancellationToken));
        }
        return Page(best);
    }

    /// <summary>The requests of a block that the filter lets through, with the places of their rows.</summary>
    public IEnumerable<(int Request, int[] Rows)> Matches(LogBlock block)
    {
        var rows = LogRows.Places(block);
        for (var i = 0; i < block.Requests.Length; i++)
        {
            if (!HasFacts(block.Requests[i]))
                continue;
            int[] places = [.. rows[i]];
            if ((!_filter.SampledOnly || places.Length > 0) && _condition.Holds(block, i, places))
                yield return (i, places);
        }
    }

    private void Add(PriorityQueue<(LogBlock Block, int Request, int[] Rows), Position> best, string journal, LogBlock block)
    {
        foreach (var (request, rows) in Matches(block))
        {
            var position = new Position(block.Requests[request].At, journal, block.Requests[request].Sequence);
            if (_after is { } after && position.CompareTo(after) >= 0)
                continue;
            if (best.Count <= _filter.MaxCount)
                best.Enqueue((block, request, rows), position);
            else
                best.EnqueueDequeue((block, request, rows), position);
        }
    }

    private LogPage Page(PriorityQueue<(LogBlock Block, int Request, int[] Rows), Position> best)
    {
        var hasMore = best.Count > _filter.MaxCount;
        if (hasMore)
            best.Dequeue();
        List<LoggedPrediction> page = [];
        Position? last = null;
        while (best.TryDequeue(out var found, out var position))
        {
            last ??= position;
            page.Add(LogRows.Read(found.Block, found.Request, found.Rows));
        }
        page.Reverse();
        return new LogPage(page, hasMore && last is { } end ? PageToken.Write(_fingerprint, [end.At, end.Journal, end.Sequence]) : null);
    }

    private bool HasFacts(LogRequest request) =>
        request.At >= _from && request.At < _to
        && (_filter.RequestId is null || request.Id == _filter.RequestId)
        && (_filter.Step is null || request.Step == _filter.Step)
        && (_filter.Error is null || (_filter.Error == "*" ? request.Error is not null : request.Error == _filter.Error));

    /// <summary>What tells a request from all others, and keeps its place when its journal is sealed.</summary>
    private readonly record struct Position(long At, string Journal, long Sequence) : IComparable<Position>
    {
        public int CompareTo(Position other) =>
            At != other.At ? At.CompareTo(other.At) : string.CompareOrdinal(Journal, other.Journal) is var order && order != 0 ? order : Sequence.CompareTo(other.Sequence);
    }
}
