namespace Saker.Platform.Serving.Queueing;

/// <summary>Wakes a queue at the next moment that matters. Its own calls need the queue's lock.</summary>
internal sealed class QueueTimer : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _next = long.MaxValue;

    public QueueTimer(TimeProvider time, Action onTime)
    {
        _time = time;
        _timer = time.CreateTimer(static action => ((Action)action!)(), onTime, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Wakes no later than at a moment.</summary>
    public void Wake(long at, long now)
    {
        if (at < _next)
            Rearm(at, now);
    }

    /// <summary>Wakes at a moment and not before; never at <see cref="long.MaxValue"/>.</summary>
    public void Rearm(long at, long now)
    {
        _next = at;
        // Timers are as fine as a millisecond: one that comes early would come for nothing.
        _timer.Change(at == long.MaxValue ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(_time.GetElapsedTime(now, at).TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();
}
