using Saker.Data.Profiles;

namespace Saker.Platform.Identity;

/// <summary>How many different rows a caller asked an endpoint on a day. Thread-safe.</summary>
internal sealed class DistinctRows
{
    private readonly Lock _lock = new();
    private DistinctSketch _sketch = new();
    private double _estimate;
    private bool _hasUnstored;

    public bool HasUnstored
    {
        get
        {
            lock (_lock)
                return _hasUnstored;
        }
    }

    /// <summary>Adds rows by their hashes and gives how many different ones there are then.</summary>
    public double Add(ReadOnlySpan<ulong> hashes)
    {
        lock (_lock)
        {
            var isChanged = false;
            foreach (var hash in hashes)
                isChanged |= _sketch.Add(hash);
            if (!isChanged)
                return _estimate;
            _hasUnstored = true;
            _estimate = _sketch.Estimate();
            return _estimate;
        }
    }

    /// <summary>A copy to store; what is added later is not stored yet.</summary>
    public DistinctSketch TakeUnstored()
    {
        lock (_lock)
        {
            _hasUnstored = false;
            return _sketch.Clone();
        }
    }

    /// <summary>Adds what other processes saw; <paramref name="isStored"/> is false where storing failed and is due again.</summary>
    public void Merge(DistinctSketch other, bool isStored)
    {
        lock (_lock)
        {
            _sketch.Merge(other);
            _estimate = _sketch.Estimate();
            _hasUnstored |= !isStored;
        }
    }
}
