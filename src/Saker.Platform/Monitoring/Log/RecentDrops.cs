namespace Saker.Platform.Monitoring.Log;

/// <summary>Counts what was dropped in the last minutes. For one thread at a time.</summary>
internal sealed class RecentDrops
{
    /// <summary>How long what was dropped is told as recent.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly Queue<(DateTimeOffset At, long Count)> _drops = new();

    public void Add(DateTimeOffset now, long count)
    {
        _ = Count(now);
        if (count > 0)
            _drops.Enqueue((now, count));
    }

    public long Count(DateTimeOffset now)
    {
        while (_drops.TryPeek(out var oldest) && now - oldest.At > Window)
            _drops.Dequeue();
        return _drops.Sum(drop => drop.Count);
    }
}
