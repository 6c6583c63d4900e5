using Saker.Data.Profiles;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>Where the threads of some processors write what they capture: the lock is held for one request's copy.</summary>
internal sealed class CaptureStripe
{
    private readonly Lock _lock = new();
    private CaptureChunk? _chunk;
    private long _drawn;

    /// <summary>Whether one of so many is this one, by chance. Without the lock: two that are told the same are no worse.</summary>
    public bool Draw(int step) => StableHash.Of(_drawn++) % (uint)step == 0;

    /// <summary>Writes a request.</summary>
    /// <param name="record">What is written; its upper bound of bytes is known.</param>
    /// <param name="pool">Gives further chunks.</param>
    /// <param name="full">Gets a chunk that has no room any more.</param>
    /// <returns>False when there is no memory for it.</returns>
    public bool TryWrite(scoped in CaptureRecord record, ChunkPool pool, out CaptureChunk? full)
    {
        full = null;
        lock (_lock)
        {
            if (_chunk is null || _chunk.Free.Length < record.MaxBytes)
            {
                if (pool.Rent(record.MaxBytes) is not { } next)
                    return false;
                (full, _chunk) = (_chunk, next);
            }
            _chunk.Used += record.WriteTo(_chunk.Free, _chunk.IndexOf(record.Source));
            _chunk.Count++;
            return true;
        }
    }

    /// <summary>Takes what was written so far; null when nothing was.</summary>
    public CaptureChunk? Take()
    {
        lock (_lock)
        {
            if (_chunk is not { Count: > 0 } chunk)
                return null;
            _chunk = null;
            return chunk;
        }
    }
}
