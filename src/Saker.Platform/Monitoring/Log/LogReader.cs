using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Saker.Data;
using Saker.Platform.Registry;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// Finds what there is of the log: what is sealed, and the journals of this home. Journals are looked at first, so that what is sealed meanwhile is
/// neither missed nor found twice. Thread-safe.
/// </summary>
internal sealed class LogReader(JournalReader journals, SegmentStore segments, SegmentReader reader, ErasureStore erasures, RecordedNames recorded) : IDisposable
{
    // So much earlier than its journal was begun a request may have come: it took long, waited to be written, or a clock was put back. A look-up of a time that is over
    // need not decode what is written now.
    private static readonly TimeSpan MaxLag = TimeSpan.FromHours(1);

    // Look-ups that need the store take turns: each may read the index of every segment.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The requests of a group.</summary>
    /// <exception cref="SakerException">It was changed since it was listed (conflict), or is gone or damaged (data loss).</exception>
    public async Task<LogBlock> ReadAsync(LogGroup group, CancellationToken cancellationToken)
    {
        if (group.Waiting is { } read)
            return read();
        try
        {
            return (await reader.ReadAsync(group.Segment!, [group.Group], cancellationToken))[0] with { Model = group.Group.Model };
        }
        catch (SakerException e) when (e.Kind == ErrorKind.DataLoss)
        {
            if (await FindChangedAsync(group.Segment!, e, cancellationToken) is not null)
                throw new SakerException(ErrorKind.Conflict, "Requests were erased from the prediction log while it was read; ask again.", "log", e);
            return new LogBlock { Endpoint = group.Endpoint, Model = group.Group.Model, Version = group.Group.Version, Requests = [] };
        }
    }

    /// <summary>Groups with requests of a time, those first that end last: those of whole segments are only looked up when they are asked for.</summary>
    /// <param name="endpoint">Null for all.</param>
    /// <param name="version">Null for all.</param>
    /// <param name="from">Ticks of UTC, inclusive.</param>
    /// <param name="to">Ticks of UTC, exclusive.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<LogGroup> ListAsync(string? endpoint, int? version, long from, long to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var open = journals.Open(to < DateTimeOffset.MaxValue.Ticks - MaxLag.Ticks ? new DateTimeOffset(to, TimeSpan.Zero) + MaxLag : null);
        var waiting = await ListUnsealedAsync(open, cancellationToken);
        var rows = Except(await segments.ListAsync(endpoint, Milliseconds(from), Milliseconds(to), sealedSince: 0, cancellationToken), waiting);
        var stays = await erasures.ReadAsync(cancellationToken);
        var names = await recorded.ReadAsync(cancellationToken);
        PriorityQueue<(LogGroup? Group, SegmentRow? Segment), long> latest = new();
        foreach (var journal in waiting)
            foreach (var frame in journal.Frames)
                if (endpoint is null || frame.Endpoint == endpoint)
                    Add(new LogGroup(journal.Name, frame.Endpoint, frame.Group, null, () => NamedNow(journal.Read(frame).Where(stays), names)));
        foreach (var row in rows)
            latest.Enqueue((null, row), -Ticks(row.LastAt + 1));
        while (latest.TryDequeue(out var next, out _))
        {
            if (next.Group is { } group)
                yield return group;
            else
                foreach (var inner in await ListAsync(next.Segment!, cancellationToken))
                    Add(inner);
        }

        void Add(LogGroup found)
        {
            var group = found with { Group = found.Group with { Model = names.CurrentOf(found.Group.Model, new DateTimeOffset(found.Group.FirstAt, TimeSpan.Zero)) } };
            if ((version is null || group.Group.Version == version) && group.Group.LastAt >= from && group.Group.FirstAt < to)
                latest.Enqueue((group, null), -group.Group.LastAt);
        }
    }

    /// <summary>Blocks that have requests with one of the ids, and the journals they were written to; those that were written last first.</summary>
    /// <param name="requestIds">The ids.</param>
    /// <param name="sealedSince">Of segments, only those sealed since then; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<(string Journal, LogBlock Block)> FindAsync(IReadOnlyCollection<string> requestIds, DateTimeOffset? sealedSince, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var open = journals.Open(begunBefore: null);
        var waiting = await ListUnsealedAsync(open, cancellationToken);
        var rows = Except(await segments.ListAsync(null, 0, long.MaxValue, sealedSince?.ToUnixTimeMilliseconds() ?? 0, cancellationToken), waiting);
        var hashes = requestIds.Select(RowHash.Of).ToHashSet();
        var stays = await erasures.ReadAsync(cancellationToken);
        var names = await recorded.ReadAsync(cancellationToken);
        foreach (var journal in waiting)
            foreach (var frame in journal.Frames.Reverse())
                if (frame.HasAny(hashes))
                    yield return (journal.Name, NamedNow(journal.Read(frame).Where(stays), names));
        if (rows.Count == 0)
            yield break;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var row in rows)
                foreach (var block in await FindAsync(row, hashes, cancellationToken))
                    yield return (row.Journal, NamedNow(block, names));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static LogBlock NamedNow(LogBlock block, NameHistory names) => block.Requests.Length == 0 ? block : block with { Model = names.CurrentOf(block.Model, new DateTimeOffset(block.FirstAt, TimeSpan.Zero)) };

    private async Task<IReadOnlyList<LogBlock>> FindAsync(SegmentRow row, HashSet<ulong> hashes, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (!await reader.MayHaveAsync(row, hashes, cancellationToken))
                    return [];
                var index = await reader.ReadIndexAsync(row, cancellationToken);
                SegmentGroup[] groups = [.. hashes.SelectMany(index.Find).Select(place => place.Group).Distinct().Order().Select(group => index.Groups[group])];
                return await reader.ReadAsync(row, groups, cancellationToken);
            }
            catch (SakerException e) when (e.Kind == ErrorKind.DataLoss)
            {
                if (await FindChangedAsync(row, e, cancellationToken) is not { } changed)
                    return [];
                row = changed;
            }
        }
    }

    private async Task<IEnumerable<LogGroup>> ListAsync(SegmentRow row, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var index = await reader.ReadIndexAsync(row, cancellationToken);
                var read = row;
                return index.Groups.Select(group => new LogGroup(read.Journal, read.Endpoint, group, read, null));
            }
            catch (SakerException e) when (e.Kind == ErrorKind.DataLoss)
            {
                if (await FindChangedAsync(row, e, cancellationToken) is not { } changed)
                    return [];
                row = changed;
            }
        }
    }

    /// <summary>What became of a segment that could not be read: null when it was removed meanwhile. One that is as it was is lost indeed.</summary>
    private async Task<SegmentRow?> FindChangedAsync(SegmentRow row, SakerException failure, CancellationToken cancellationToken)
    {
        var now = await segments.FindAsync(row.Id, cancellationToken);
        if (now is not null && now.Hash == row.Hash)
            ExceptionDispatchInfo.Throw(failure);
        return now;
    }

    private static IReadOnlyList<SegmentRow> Except(IReadOnlyList<SegmentRow> rows, IReadOnlyList<OpenJournal> waiting)
    {
        // Sealed since the journals were told apart.
        var names = waiting.Select(journal => journal.Name).ToHashSet(StringComparer.Ordinal);
        return names.Count == 0 ? rows : [.. rows.Where(row => !names.Contains(row.Journal))];
    }

    /// <summary>Those whose segments are not in the store yet.</summary>
    private async Task<IReadOnlyList<OpenJournal>> ListUnsealedAsync(OpenJournals open, CancellationToken cancellationToken)
    {
        var isSealed = await segments.ListSealedAsync([.. open.All.Select(journal => journal.Name)], cancellationToken);
        return [.. open.All.Where(journal => !isSealed.Contains(journal.Name))];
    }

    private static long Milliseconds(long ticks) => (Math.Clamp(ticks, DateTime.UnixEpoch.Ticks, DateTime.MaxValue.Ticks) - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    private static long Ticks(long milliseconds) => milliseconds * TimeSpan.TicksPerMillisecond + DateTime.UnixEpoch.Ticks;
}
