using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// Makes a segment of blocks of one endpoint, as they come: puts small ones together, compresses them, and indexes their requests. Of what was added only what is not
/// compressed yet stays in memory, at most a group of each version.
/// </summary>
internal sealed class SegmentBuilder
{
    // Of the qualities that compress hundreds of megabytes a second the one that gives the least.
    private const int Quality = 3;

    // About what a group has: a larger one is memory that is made and cleared for nothing.
    private const int Window = 18;

    private readonly MemoryStream _content = new();
    private readonly MemoryStream _plain = new();
    private readonly Dictionary<(string Model, int Version), GroupDraft> _drafts = [];
    private readonly List<SegmentGroup> _groups = [];
    private readonly List<ulong> _hashes = [];
    private readonly List<uint> _places = [];
    private byte[] _packed = [];

    public MemoryStream Content => _content;

    public IReadOnlyList<SegmentGroup> Groups => _groups;

    public SegmentIndex Index()
    {
        CollectionsMarshal.AsSpan(_hashes).Sort(CollectionsMarshal.AsSpan(_places));
        return new SegmentIndex(_groups, [.. _hashes], [.. _places]);
    }

    /// <summary>Adds a block, with the sampled rows that are to stay.</summary>
    public void Add(LogBlock block)
    {
        foreach (var part in Divide(block))
        {
            ref var draft = ref CollectionsMarshal.GetValueRefOrAddDefault(_drafts, (part.Model, part.Version), out _);
            draft ??= new GroupDraft();
            if (!draft.IsEmpty && !draft.Fits(part))
                AddGroup(draft);
            draft.Add(part);
        }
    }

    /// <summary>Writes what waits for company. Nothing is added afterwards.</summary>
    public void Complete()
    {
        foreach (var draft in _drafts.Values.Where(draft => !draft.IsEmpty))
            AddGroup(draft);
    }

    private static IEnumerable<LogBlock> Divide(LogBlock block)
    {
        if (block.Requests.Length <= SegmentIndex.MaxGroupRequests)
            return block.Requests.Length == 0 ? [] : [block];
        var halves = block.Requests.Length / 2;
        var (first, last) = (block.Requests[..halves].ToHashSet(), block.Requests[halves..].ToHashSet());
        // What is counted by minutes is counted once.
        return Divide(block.Where(first.Contains)).Concat(Divide(block.Where(last.Contains) with { Minutes = Array.ConvertAll(block.Minutes, minute => minute with { RowCount = 0 }) }));
    }

    private void AddGroup(GroupDraft draft)
    {
        var block = draft.Join();
        var requests = draft.Requests;
        _plain.SetLength(0);
        LogBlockCodec.Write(_plain, block, requests, firstSequence: null);
        var plain = _plain.GetBuffer().AsSpan(0, (int)_plain.Length);
        var packed = Compress(plain);
        var group = _groups.Count;
        _groups.Add(SegmentGroup.Of(block, requests) with { Offset = _content.Length, Length = packed.Length, PlainLength = plain.Length });
        _content.Write(packed);
        for (var i = 0; i < requests.Length; i++)
        {
            _hashes.Add(RowHash.Of(requests[i].Id));
            _places.Add(SegmentIndex.PlaceOf(group, i));
        }
        draft.Clear();
    }

    private ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> plain)
    {
        var most = LogFrames.HeadBytes + BrotliEncoder.GetMaxCompressedLength(plain.Length);
        if (_packed.Length < most)
            _packed = new byte[most];
        if (!BrotliEncoder.TryCompress(plain, _packed.AsSpan(LogFrames.HeadBytes), out var written, Quality, Window))
            throw new InvalidOperationException("A buffer of the largest size that compressed content can have was too small for it.");
        var frame = _packed.AsSpan(0, LogFrames.HeadBytes + written);
        LogFrames.Head(frame);
        return frame;
    }

    /// <summary>The block of a group's frame.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static LogBlock Open(ReadOnlySpan<byte> frame, SegmentGroup group)
    {
        var packed = LogFrames.Read(frame) ?? throw new InvalidDataException("A part of a segment of the prediction log is damaged.");
        var plain = new byte[group.PlainLength];
        if (!BrotliDecoder.TryDecompress(packed, plain, out var written) || written != plain.Length)
            throw new InvalidDataException("A part of a segment of the prediction log is damaged: it does not decompress.");
        return LogBlockCodec.Read(plain);
    }
}
