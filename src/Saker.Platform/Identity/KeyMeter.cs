using System.Globalization;
using Saker.Data;

namespace Saker.Platform.Identity;

/// <summary>Counts what one caller uses and says when a limit of its policy is reached. Thread-safe.</summary>
internal sealed class KeyMeter
{
    private readonly TimeProvider _time;
    private readonly KeyPolicy _policy;
    private readonly TokenBucket? _bucket;
    private readonly int _burst;
    private readonly Lock _turning = new();
    private readonly List<DayUsage> _ended = [];
    private DayUsage _today;

    /// <param name="subject">Under which what it uses is stored: a key's id, or issuer and subject of a token.</param>
    /// <param name="policy">Its limits.</param>
    /// <param name="time">Now.</param>
    public KeyMeter(string subject, KeyPolicy policy, TimeProvider time)
    {
        Subject = subject;
        _policy = policy;
        _time = time;
        _burst = policy.Burst ?? (int)Math.Ceiling(policy.RequestsPerSecond ?? 0);
        _bucket = policy.RequestsPerSecond is { } rate ? new TokenBucket(rate, _burst, time) : null;
        _today = new DayUsage(Today());
    }

    public string Subject { get; }

    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>The current day's usage.</summary>
    public DayUsage Usage
    {
        get
        {
            var usage = Volatile.Read(ref _today);
            return usage.Day == Today() ? usage : Turn();
        }
    }

    public bool TryTakeRequest(out LimitReached? reached)
    {
        if (_bucket is not null && !_bucket.TryTake(out var retryAfter))
        {
            reached = new LimitReached("requestsPerSecond", $"The caller may make {Text(_policy.RequestsPerSecond)} requests a second and {_burst} at once.", retryAfter);
            return false;
        }
        reached = null;
        var usage = Usage;
        if (_policy.RequestsPerDay is not { } limit)
            usage.AddRequest();
        else if (!usage.TryAddRequest(limit))
            reached = UntilTomorrow("requestsPerDay", $"The caller may make {Text(limit)} requests a day, and they are used up.");
        return reached is null;
    }

    /// <exception cref="SakerException">The rows are more than the key may still ask today.</exception>
    public void CountRows(int rows)
    {
        var usage = Usage;
        if (_policy.RowsPerDay is not { } limit)
            usage.AddRows(rows);
        else if (!usage.TryAddRows(rows, limit))
            throw UntilTomorrow("rowsPerDay", $"The caller may ask {Text(limit)} rows a day; {Text(Math.Max(0, limit - usage.Rows))} are left, and the request has {Text(rows)}.").ToException();
    }

    /// <exception cref="SakerException">With these rows, the endpoint was asked more different rows than the key may ask today.</exception>
    public void CountDistinct(string endpoint, ReadOnlySpan<ulong> hashes)
    {
        if (_policy.DistinctRowsPerDay is not { } limit)
            return;
        // The rows of a refused request count too: a sketch cannot forget, and somebody who goes on asking is who this is for.
        if (Usage.Distinct.GetOrAdd(endpoint, static _ => new DistinctRows()).Add(hashes) > limit)
            throw UntilTomorrow("distinctRowsPerDay", $"The caller may ask endpoint '{endpoint}' {Text(limit)} different rows a day.").ToException();
    }

    /// <summary>Begins where an earlier process ended.</summary>
    public void Restore(UsageTotal total)
    {
        if (Usage is var usage && usage.Day == total.Day)
            usage.Restore(total);
    }

    /// <summary>The usage that has something to store, today's and that of days that ended.</summary>
    public IReadOnlyList<DayUsage> TakeUnstored()
    {
        lock (_turning)
        {
            _ended.RemoveAll(usage => !usage.HasUnstored);
            return [.. _ended, .. _today.HasUnstored ? new[] { _today } : []];
        }
    }

    private DayUsage Turn()
    {
        lock (_turning)
        {
            var today = Today();
            if (_today.Day == today)
                return _today;
            _ended.Add(_today);
            Volatile.Write(ref _today, new DayUsage(today));
            return _today;
        }
    }

    private LimitReached UntilTomorrow(string limit, string what)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return new LimitReached(limit, what + " There is room again at midnight UTC.", now.Date.AddDays(1) - now);
    }

    private int Today() => (int)(_time.GetUtcNow().UtcTicks / TimeSpan.TicksPerDay);

    private static string Text<T>(T? value) => string.Create(CultureInfo.InvariantCulture, $"{value:#,0.###}");
}
