namespace Saker.Platform.Serving.Statistics;

/// <summary>Adds up durations from any thread.</summary>
internal struct DurationCounter
{
    private long _count;
    private long _nanoseconds;

    public void Add(long nanoseconds, long count = 1)
    {
        Interlocked.Add(ref _count, count);
        Interlocked.Add(ref _nanoseconds, nanoseconds);
    }

    public readonly DurationTotal ToTotal() => new(Volatile.Read(in _count), Volatile.Read(in _nanoseconds));
}
