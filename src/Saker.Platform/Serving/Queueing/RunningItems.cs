namespace Saker.Platform.Serving.Queueing;

/// <summary>
/// The requests of a queue that run. A run goes on for as long as somebody waits for it: once all of its requests were answered, have expired or were given up, it is
/// ended. One that goes on nevertheless, such as in a single long operator, is lost: another lane takes the place of its own. Calls need the queue's lock, but for <see cref="End"/> and <see cref="TellLost"/>.
/// </summary>
/// <param name="time">The queue's clock.</param>
internal sealed class RunningItems(TimeProvider time)
{
    // Each has a processor and its memory for itself; with more the version had better wait.
    private const int MaxLost = 4;

    // How long a client that is gone, or a limit of time that is not the queue's, may go unnoticed while its request runs on the thread that would hear of it:
    // an eighth of the time that it took by then, within these.
    private readonly long _minWatchInterval = time.TimestampFrequency / 100;
    private readonly long _maxWatchInterval = time.TimestampFrequency / 4;
    private readonly ItemList _items = new();
    private readonly Lock _telling = new();
    private int _lost;
    private bool _hasTold;

    /// <summary>Told when runs go on although they were told to end, and when none does any more.</summary>
    public Action<bool>? Lost { get; set; }

    /// <summary>How long a run may go on after it was told to end before it is lost.</summary>
    public TimeSpan LostAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Lanes that others take the place of.</summary>
    public int LostCount => Math.Min(_lost, MaxLost);

    public void Add(RunnerLane lane, QueueItem item)
    {
        lane.Add(item);
        _items.Append(item);
    }

    /// <summary>The run is over.</summary>
    public void Remove(RunnerLane lane)
    {
        for (var i = 0; i < lane.Count; i++)
            _items.Remove(lane[i]);
        if (lane.IsLost)
            _lost--;
    }

    /// <summary>When to look at a request that begins to run, or at the latest at its deadline.</summary>
    public long LookAt(QueueItem item, long now) =>
        item.IsWatched ? Math.Min(item.Deadline, now + Math.Clamp((now - item.QueuedAt) / 8, _minWatchInterval, _maxWatchInterval)) : item.Deadline;

    /// <summary>When to look at them next; <see cref="long.MaxValue"/> for never.</summary>
    public long NextLook(long now)
    {
        var next = long.MaxValue;
        for (var item = _items.First; item is not null; item = item.Next)
            if (!item.IsDone)
                next = Math.Min(next, LookAt(item, now));
            else if (item.Lane is { IsLost: false, EndedAt: not long.MaxValue and var endedAt })
                next = Math.Min(next, endedAt + LostAfterTimestamps);
        return next;
    }

    /// <summary>Ends requests whose time is over, or whose callers have given up, for their callers; their runners hold them as long as they are listed.</summary>
    /// <param name="now">By the queue's clock.</param>
    /// <param name="expired">What their callers are told.</param>
    /// <returns>What ends the runs that nobody waits for; see <see cref="End"/>.</returns>
    public List<CancellationTokenSource>? Expire(long now, Func<QueueItem, Exception> expired)
    {
        List<CancellationTokenSource>? ends = null;
        for (var item = _items.First; item is not null; item = item.Next)
        {
            if (item.IsDone)
            {
                LoseIfOverdue(item.Lane!, now);
                continue;
            }
            if (item.Deadline <= now)
                item.TryEnd(expired(item));
            else
                item.EndIfGivenUp();
            if (EndOf(item, now) is { } end)
                (ends ??= []).Add(end);
        }
        return ends;
    }

    /// <summary>What ends the run of a request, if it runs and nobody waits for the run any more; see <see cref="End"/>.</summary>
    public CancellationTokenSource? EndOf(QueueItem item, long now) => item.List == _items && item.IsDone ? item.Lane!.TakeEnd(now) : null;

    /// <summary>Tells of lost runs if there is something new. Without the queue's lock.</summary>
    public void TellLost()
    {
        if (Volatile.Read(ref _lost) > 0 == Volatile.Read(ref _hasTold))
            return;
        // One after the other, so that what is told last is how it is.
        lock (_telling)
        {
            var has = Volatile.Read(ref _lost) > 0;
            if (has == _hasTold)
                return;
            _hasTold = has;
            Lost?.Invoke(has);
        }
    }

    /// <summary>Ends a run. Without the queue's lock: models have callbacks of their own.</summary>
    public static void End(CancellationTokenSource? run)
    {
        if (run is null)
            return;
        try
        {
            run.Cancel();
        }
        catch (AggregateException)
        {
            // A callback of a model's own failed: its run ends when it ends.
        }
        run.Dispose();
    }

    private long LostAfterTimestamps => (long)(LostAfter.TotalSeconds * time.TimestampFrequency);

    private void LoseIfOverdue(RunnerLane lane, long now)
    {
        if (lane.IsLost || lane.EndedAt == long.MaxValue || now - lane.EndedAt < LostAfterTimestamps)
            return;
        lane.IsLost = true;
        _lost++;
    }
}
