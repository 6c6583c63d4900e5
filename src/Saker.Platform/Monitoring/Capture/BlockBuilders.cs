using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>Makes blocks of chunks. For one thread.</summary>
internal sealed class BlockBuilders(int maxBlockRows)
{
    private readonly Dictionary<BlockKey, BlockBuilder> _builders = [];

    /// <summary>Reads a chunk; blocks that are full are given away.</summary>
    public void Add(CaptureChunk chunk, Action<CapturedBlock> give)
    {
        for (var at = 0; at < chunk.Used;)
        {
            var header = MemoryMarshal.Read<RecordHeader>(chunk.Bytes.AsSpan(at));
            var record = chunk.Bytes.AsSpan(at, header.Size);
            at += header.Size;
            var source = chunk.Sources[header.Source];
            // Asked again: what was captured may have been so before the endpoint's settings were known.
            if (source.Scope.Scope is var scope && scope == CaptureScope.Nothing)
                continue;
            var builder = BuilderOf(KeyOf(source, header, record));
            if (builder.Size > 0 && builder.Size + Math.Max(1, header.RowCount) > maxBlockRows)
                give(builder.Take()!);
            builder.Add(header, record, scope == CaptureScope.Rows);
        }
    }

    /// <summary>Gives away every block that has anything, and forgets those that have not had for a while.</summary>
    public void TakeAll(Action<CapturedBlock> give)
    {
        foreach (var (key, builder) in _builders)
        {
            var wasIdle = builder.IsIdle;
            if (builder.Take() is { } block)
                give(block);
            else if (wasIdle)
                _builders.Remove(key);
        }
    }

    private BlockBuilder BuilderOf(BlockKey key)
    {
        ref var builder = ref CollectionsMarshal.GetValueRefOrAddDefault(_builders, key, out _);
        return builder ??= new BlockBuilder(key);
    }

    private static BlockKey KeyOf(CaptureSource source, in RecordHeader header, ReadOnlySpan<byte> record)
    {
        var model = source.Version.Model;
        if (header.ModelBytes > 0)
            model = Encoding.UTF8.GetString(record.Slice(Unsafe.SizeOf<RecordHeader>() + header.IdBytes + header.ReasonBytes, header.ModelBytes));
        return new BlockKey(source, model, header.Version, CaptureNames.IsModel(header.Step));
    }
}
