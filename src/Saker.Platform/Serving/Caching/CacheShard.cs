using System.Diagnostics.CodeAnalysis;

namespace Saker.Platform.Serving.Caching;

/// <summary>A part of a cache behind a lock of its own: entries by key, the least recently used first to go, and the flights.</summary>
internal sealed class CacheShard
{
    private readonly Lock _gate = new();
    private readonly Dictionary<byte[], LinkedListNode<CacheEntry>> _entries;
    private readonly Dictionary<byte[], LinkedListNode<CacheEntry>>.AlternateLookup<ReadOnlySpan<byte>> _entriesBySpan;
    private readonly Dictionary<byte[], Flight> _flights;
    private readonly Dictionary<byte[], Flight>.AlternateLookup<ReadOnlySpan<byte>> _flightsBySpan;

    /// <summary>Most recently used first.</summary>
    private readonly LinkedList<CacheEntry> _order = new();
    private readonly int _maxEntries;
    private readonly long _maxBytes;
    private readonly TimeSpan _timeToLive;
    private readonly TimeProvider _time;
    private long _bytes;
    private long _evictions;
    private long _generation;

    public CacheShard(int maxEntries, long maxBytes, TimeSpan timeToLive, TimeProvider time, RequestKeyComparer comparer)
    {
        (_maxEntries, _maxBytes, _timeToLive, _time) = (maxEntries, maxBytes, timeToLive, time);
        _entries = new Dictionary<byte[], LinkedListNode<CacheEntry>>(comparer);
        _entriesBySpan = _entries.GetAlternateLookup<ReadOnlySpan<byte>>();
        _flights = new Dictionary<byte[], Flight>(comparer);
        _flightsBySpan = _flights.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public long Bytes => Volatile.Read(ref _bytes);

    public long EvictionCount => Volatile.Read(ref _evictions);

    public int EntryCount
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>Finds the answer or the flight to wait for; with neither, the caller is the flight and must end it by <see cref="End"/>.</summary>
    public bool TryFind(
        ReadOnlySpan<byte> key, out CacheEntry? entry, out Flight flight, [NotNullWhen(false)] out byte[]? ownKey, out long generation)
    {
        (entry, ownKey) = (null, null);
        lock (_gate)
        {
            generation = _generation;
            if (_entriesBySpan.TryGetValue(key, out var node))
            {
                if (_time.GetElapsedTime(node.Value.StoredAt) < _timeToLive)
                {
                    _order.Remove(node);
                    _order.AddFirst(node);
                    (entry, flight) = (node.Value, null!);
                    return true;
                }
                Remove_NeedsLock(node);
            }
            if (_flightsBySpan.TryGetValue(key, out flight!))
                return true;
            ownKey = key.ToArray();
            flight = new Flight();
            _flights.Add(ownKey, flight);
            return false;
        }
    }

    /// <summary>Ends a flight and keeps its answer, unless the cache was emptied since it began.</summary>
    public void End(byte[] key, Flight flight, CacheEntry? entry, long generation)
    {
        lock (_gate)
        {
            if (_flights.TryGetValue(key, out var current) && current == flight)
                _flights.Remove(key);
            if (entry is null || generation != _generation || entry.Bytes > _maxBytes)
                return;
            if (_entries.TryGetValue(key, out var before))
                Remove_NeedsLock(before);
            _entries.Add(key, _order.AddFirst(entry));
            _bytes += entry.Bytes;
            while (_entries.Count > _maxEntries || _bytes > _maxBytes)
                Remove_NeedsLock(_order.Last!);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _generation++;
            _entries.Clear();
            _order.Clear();
            // Requests that come now are not to be answered by flights that began before.
            _flights.Clear();
            _bytes = 0;
        }
    }

    private void Remove_NeedsLock(LinkedListNode<CacheEntry> node)
    {
        _entries.Remove(node.Value.Key);
        _order.Remove(node);
        _bytes -= node.Value.Bytes;
        _evictions++;
    }
}
