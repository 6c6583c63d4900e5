using Saker.Data;
using Saker.Data.Privacy.Encryption;
using Saker.Platform.Artifacts.Blobs;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// Reads segments. Their indexes are kept in memory up to a limit. Of a segment that lies in a folder in the clear only the groups asked for are
/// read; one from elsewhere, or an encrypted one, is fetched as a whole. Thread-safe.
/// </summary>
internal sealed class SegmentReader(BlobKeeper blobs, PredictionLogOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Hash, SegmentIndex Index)>> _byHash = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Hash, SegmentIndex Index)> _recent = new();
    private long _bytes;
    private volatile bool _cannotSeek;

    /// <exception cref="SakerException">It is gone or damaged (data loss).</exception>
    public async Task<SegmentIndex> ReadIndexAsync(SegmentRow segment, CancellationToken cancellationToken)
    {
        var hash = segment.IndexHash!;
        lock (_lock)
        {
            if (_byHash.TryGetValue(hash, out var known))
            {
                _recent.Remove(known);
                _recent.AddFirst(known);
                return known.Value.Index;
            }
        }
        await using var content = await blobs.OpenAsync(hash, segment.IndexByteCount, Subject(segment), cancellationToken);
        var index = SegmentIndex.Read(await ReadAsync(content, segment.IndexByteCount, cancellationToken));
        lock (_lock)
            Keep_NeedsLock(hash, index);
        return index;
    }

    /// <summary>Whether a segment may have a request with one of these hashes: for a few of them a large index is not read whole.</summary>
    /// <exception cref="SakerException">It is damaged (data loss).</exception>
    public async Task<bool> MayHaveAsync(SegmentRow segment, IReadOnlyCollection<ulong> hashes, CancellationToken cancellationToken)
    {
        // Beyond that reading all of it costs no more. What is not gone into here is told by the index.
        if (_cannotSeek || 2L * SegmentIndexProbe.PageBytes * hashes.Count >= segment.IndexByteCount)
            return true;
        lock (_lock)
        {
            if (_byHash.ContainsKey(segment.IndexHash!))
                return true;
        }
        await using var file = await blobs.Store.OpenAsync(segment.IndexHash!, cancellationToken);
        _cannotSeek = file is { CanSeek: false };
        if (file is not { CanSeek: true } || file.Length != segment.IndexByteCount || await FileEncryption.FindKeyAsync(file, segment.IndexHash!, cancellationToken) is not null)
            return true;
        try
        {
            return await SegmentIndexProbe.HasAnyAsync(file, segment.RequestCount, hashes, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw BlobKeeper.Lost($"A part of the prediction log of '{segment.Endpoint}' is not what was stored: the blob {segment.IndexHash} in {blobs.Store.Place} was changed.");
        }
    }

    /// <summary>Some groups of a segment, in the order of their places.</summary>
    /// <exception cref="SakerException">It is gone or damaged (data loss).</exception>
    public async Task<IReadOnlyList<LogBlock>> ReadAsync(SegmentRow segment, IReadOnlyList<SegmentGroup> groups, CancellationToken cancellationToken)
    {
        if (groups.Count == 0)
            return [];
        try
        {
            await using var file = await blobs.Store.OpenAsync(segment.Hash!, cancellationToken) ?? throw BlobKeeper.Lost($"A part of the prediction log is gone: {blobs.Store.Place} has no blob {segment.Hash}.");
            if (file.CanSeek && file.Length == segment.ByteCount && await FileEncryption.FindKeyAsync(file, segment.Hash!, cancellationToken) is null)
                return await ReadAsync(file, groups, cancellationToken);
            await using var content = await blobs.OpenAsync(segment.Hash!, segment.ByteCount, Subject(segment), cancellationToken);
            using var whole = new MemoryStream(await ReadAsync(content, segment.ByteCount, cancellationToken));
            return await ReadAsync(whole, groups, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw BlobKeeper.Lost($"A part of the prediction log of '{segment.Endpoint}' is not what was stored ({e.Message.TrimEnd('.')}): the blob {segment.Hash} in {blobs.Store.Place} was changed.");
        }
    }

    private static string Subject(SegmentRow segment) => $"the prediction log of '{segment.Endpoint}'";

    private static async Task<IReadOnlyList<LogBlock>> ReadAsync(Stream file, IReadOnlyList<SegmentGroup> groups, CancellationToken cancellationToken)
    {
        var blocks = new LogBlock[groups.Count];
        for (var i = 0; i < blocks.Length; i++)
        {
            file.Position = groups[i].Offset;
            blocks[i] = SegmentBuilder.Open(await ReadAsync(file, groups[i].Length, cancellationToken), groups[i]);
        }
        return blocks;
    }

    private static async Task<byte[]> ReadAsync(Stream content, long count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        var read = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return read == bytes.Length ? bytes : throw new InvalidDataException("It is cut short.");
    }

    private void Keep_NeedsLock(string hash, SegmentIndex index)
    {
        if (_byHash.ContainsKey(hash))
            return;
        _byHash[hash] = _recent.AddFirst((hash, index));
        _bytes += index.ByteCount;
        while (_bytes > options.MaxIndexBytes && _recent.Last is { } last && last != _recent.First)
        {
            _recent.RemoveLast();
            _byHash.Remove(last.Value.Hash);
            _bytes -= last.Value.Index.ByteCount;
        }
    }
}
