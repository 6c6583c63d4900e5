using System.Collections.Concurrent;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>Chunks within a limit of memory. Thread-safe.</summary>
internal sealed class ChunkPool(long maxBytes)
{
    /// <summary>Of a chunk, unless one request needs more: some thousand requests of few columns, and little beside the limit.</summary>
    public const int ChunkBytes = 256 << 10;

    private readonly ConcurrentBag<CaptureChunk> _free = [];
    private long _bytes;

    /// <summary>Memory that exists, used or not.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>An empty chunk with room for so many bytes at least; null where the limit does not allow it.</summary>
    public CaptureChunk? Rent(int bytes)
    {
        if (bytes <= ChunkBytes && _free.TryTake(out var free))
            return free;
        var size = Math.Max(bytes, ChunkBytes);
        if (Interlocked.Add(ref _bytes, size) <= maxBytes)
            return new CaptureChunk(size);
        Interlocked.Add(ref _bytes, -size);
        return null;
    }

    public void Return(CaptureChunk chunk)
    {
        chunk.Clear();
        if (chunk.Bytes.Length == ChunkBytes)
            _free.Add(chunk);
        else
            Interlocked.Add(ref _bytes, -chunk.Bytes.Length);
    }

    /// <summary>Lets go of chunks that are not used.</summary>
    public void Trim()
    {
        while (_free.TryTake(out var chunk))
            Interlocked.Add(ref _bytes, -chunk.Bytes.Length);
    }
}
