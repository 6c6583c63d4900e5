namespace Saker.Platform.Identity;

/// <summary>
/// Lets requests through at a rate, and a burst of them after a pause. It is one number, the time at which the bucket will be
/// full again (the generic cell rate algorithm, ITU-T I.371), so that taking is one compare-and-swap and allocates nothing.
/// Thread-safe.
/// </summary>
internal sealed class TokenBucket
{
    private readonly TimeProvider _time;
    private readonly long _interval;
    private readonly long _tolerance;

    // Timestamp at which the bucket is full again; in the past when it is full.
    private long _fullAt;

    public TokenBucket(double perSecond, int burst, TimeProvider time)
    {
        _time = time;
        _interval = Math.Max(1, (long)Math.Round(time.TimestampFrequency / perSecond));
        _tolerance = (long)Math.Min((double)_interval * (burst - 1), long.MaxValue / 4);
        _fullAt = time.GetTimestamp();
    }

    /// <summary>Takes one; else says after how long there is one.</summary>
    public bool TryTake(out TimeSpan retryAfter)
    {
        var now = _time.GetTimestamp();
        while (true)
        {
            var fullAt = Volatile.Read(ref _fullAt);
            var from = Math.Max(fullAt, now);
            if (from - now > _tolerance)
            {
                retryAfter = _time.GetElapsedTime(0, from - now - _tolerance);
                return false;
            }
            if (Interlocked.CompareExchange(ref _fullAt, from + _interval, fullAt) == fullAt)
            {
                retryAfter = TimeSpan.Zero;
                return true;
            }
        }
    }
}
