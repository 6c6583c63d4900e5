using System.Collections.Concurrent;
using Saker.Data.Profiles;

namespace Saker.Platform.Identity;

/// <summary>
/// What one caller used on one day: counted in memory, written behind. Counting is thread-safe; one writer at a time takes the
/// differences and brings back what other processes counted.
/// </summary>
internal sealed class DayUsage(int day)
{
    private long _requests;
    private long _rows;

    // The parts of the counts that are in the store; only the writer touches them.
    private long _storedRequests;
    private long _storedRows;

    /// <summary>Days since 0001-01-01, UTC.</summary>
    public int Day => day;

    /// <summary>All requests known of, those of other processes included.</summary>
    public long Requests => Volatile.Read(ref _requests);

    public long Rows => Volatile.Read(ref _rows);

    /// <summary>Rows asked, by endpoint.</summary>
    public ConcurrentDictionary<string, DistinctRows> Distinct { get; } = new(StringComparer.Ordinal);

    public bool HasUnstored => Requests != _storedRequests || Rows != _storedRows || Distinct.Values.Any(rows => rows.HasUnstored);

    public void AddRequest() => Interlocked.Increment(ref _requests);

    /// <summary>Counts a request unless there were as many already.</summary>
    public bool TryAddRequest(long limit) => TryAdd(ref _requests, 1, limit);

    public void AddRows(long rows) => Interlocked.Add(ref _rows, rows);

    /// <summary>Counts rows unless they would be more than allowed.</summary>
    public bool TryAddRows(long rows, long limit) => TryAdd(ref _rows, rows, limit);

    /// <summary>What is not stored yet.</summary>
    public UsageDelta TakeDelta(string subject, DateTimeOffset now) => new(subject, day, Requests - _storedRequests, Rows - _storedRows, now)
    {
        Distinct = Distinct.Where(one => one.Value.HasUnstored).ToDictionary(one => one.Key, one => one.Value.TakeUnstored(), StringComparer.Ordinal),
    };

    /// <summary>Notes that a difference was stored, and takes over what all processes counted.</summary>
    public void Stored(UsageDelta delta, UsageTotal total)
    {
        Interlocked.Add(ref _requests, total.Requests - (_storedRequests + delta.Requests));
        Interlocked.Add(ref _rows, total.Rows - (_storedRows + delta.Rows));
        (_storedRequests, _storedRows) = (total.Requests, total.Rows);
        Merge(total.Distinct, isStored: true);
    }

    /// <summary>Notes that storing a difference failed.</summary>
    public void NotStored(UsageDelta delta) => Merge(delta.Distinct, isStored: false);

    /// <summary>Begins where an earlier process ended.</summary>
    public void Restore(UsageTotal total) => Stored(new UsageDelta(total.Subject, day, 0, 0, default) { Distinct = total.Distinct }, total);

    private void Merge(IReadOnlyDictionary<string, DistinctSketch> sketches, bool isStored)
    {
        foreach (var (endpoint, sketch) in sketches)
            Distinct.GetOrAdd(endpoint, static _ => new DistinctRows()).Merge(sketch, isStored);
    }

    private static bool TryAdd(ref long count, long more, long limit)
    {
        while (true)
        {
            var before = Volatile.Read(ref count);
            if (before > limit - more)
                return false;
            if (Interlocked.CompareExchange(ref count, before + more, before) == before)
                return true;
        }
    }
}
