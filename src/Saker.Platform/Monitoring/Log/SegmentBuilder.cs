using System.IO.Compression;
using Saker.Data;

namespace Saker.Platform.Monitoring.Log;

/// <summary>Makes a segment of blocks of one endpoint: thins their samples, puts small ones together, compresses them, and indexes their requests.</summary>
internal sealed class SegmentBuilder
{
    // Beyond this a group is not made larger; a block is never divided for its rows.
    private const int MaxGroupRows = 16_384;

    // Of the qualities that compress hundreds of megabytes a second the one that gives the least.
    private const int Quality = 3;
    private const int Window = 22;

    private readonly MemoryStream _content = new();
    private readonly List<SegmentGroup> _groups = [];
    private readonly List<(ulong Hash, uint Place)> _places = [];

    public MemoryStream Content => _content;

    public IReadOnlyList<SegmentGroup> Groups => _groups;

    public SegmentIndex Index()
    {
        _places.Sort();
        return new SegmentIndex(_groups, [.. _places.Select(place => place.Hash)], [.. _places.Select(place => place.Place)]);
    }

    /// <summary>Adds all blocks.</summary>
    public void Add(IEnumerable<LogBlock> blocks)
    {
        foreach (var version in SampleThinning.Apply(blocks).GroupBy(block => (block.Model, block.Version)))
        {
            List<LogBlock> together = [];
            foreach (var block in version.SelectMany(Divide))
            {
                if (together.Count > 0 && !Fits(together, block))
                {
                    AddGroup(Join(together));
                    together = [];
                }
                together.Add(block);
            }
            if (together.Count > 0)
                AddGroup(Join(together));
        }
    }

    private static bool Fits(List<LogBlock> together, LogBlock block) =>
        together.Sum(one => one.Requests.Length) + block.Requests.Length <= SegmentIndex.MaxGroupRequests
        && together.Sum(one => one.RowRequests.Length) + block.RowRequests.Length <= MaxGroupRows
        && together.All(one => HasColumnsOf(one.Inputs, block.Inputs) && HasColumnsOf(one.Outputs, block.Outputs) && (one.RowRequests.Length == 0 || block.RowRequests.Length == 0 || one.Inputs is null == block.Inputs is null && one.Outputs is null == block.Outputs is null));

    private static bool HasColumnsOf(Table? one, Table? other) =>
        one is null || other is null || one.Columns.Select(column => (column.Name, column.Type)).SequenceEqual(other.Columns.Select(column => (column.Name, column.Type)));

    private static IEnumerable<LogBlock> Divide(LogBlock block)
    {
        if (block.Requests.Length <= SegmentIndex.MaxGroupRequests)
            return block.Requests.Length == 0 ? [] : [block];
        var halves = block.Requests.Length / 2;
        var (first, last) = (block.Requests[..halves].ToHashSet(), block.Requests[halves..].ToHashSet());
        // What is counted by minutes is counted once.
        return Divide(block.Where(first.Contains)).Concat(Divide(block.Where(last.Contains) with { Minutes = Array.ConvertAll(block.Minutes, minute => minute with { RowCount = 0 }) }));
    }

    private static LogBlock Join(List<LogBlock> blocks)
    {
        List<int> requests = [];
        var begin = 0;
        foreach (var block in blocks)
        {
            requests.AddRange(block.RowRequests.Select(request => begin + request));
            begin += block.Requests.Length;
        }
        var sampled = blocks.Where(block => block.RowRequests.Length > 0).ToList();
        return blocks[0] with
        {
            Requests = [.. blocks.SelectMany(block => block.Requests)],
            RowRequests = [.. requests],
            RowNumbers = [.. blocks.SelectMany(block => block.RowNumbers)],
            Inputs = Concat([.. sampled.Select(block => block.Inputs).OfType<Table>()]),
            Outputs = Concat([.. sampled.Select(block => block.Outputs).OfType<Table>()]),
            Minutes = [.. blocks.SelectMany(block => block.Minutes).GroupBy(minute => minute.Minute).Select(minute => new LogMinute(minute.Key, minute.Sum(part => part.RowCount), minute.Min(part => part.Threshold)))],
        };
    }

    private static Table? Concat(List<Table> tables) => tables.Count == 0 ? null : Table.Concat(tables);

    private void AddGroup(LogBlock block)
    {
        var plain = LogBlockCodec.Write(block);
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        if (!BrotliEncoder.TryCompress(plain, packed, out var written, Quality, Window))
            throw new InvalidOperationException("A buffer of the largest size that compressed content can have was too small for it.");
        var frame = LogFrames.Write(packed.AsSpan(0, written));
        var group = _groups.Count;
        _groups.Add(SegmentGroup.Of(block) with { Offset = _content.Length, Length = frame.Length, PlainLength = plain.Length });
        _content.Write(frame);
        for (var i = 0; i < block.Requests.Length; i++)
            _places.Add((RowHash.Of(block.Requests[i].Id), SegmentIndex.PlaceOf(group, i)));
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
