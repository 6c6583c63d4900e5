namespace Saker.Dashboard.Live;

/// <summary>
/// What all who watch one address see. Whoever comes first in a second renders, in its own request; the others take what it
/// rendered. Seconds are counted from when the address was first watched, so that all of its watchers wake at once and
/// different addresses do not.
/// </summary>
internal sealed class LiveChannel(TimeProvider time, TimeSpan recheck) : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly long _start = time.GetTimestamp();
    private LiveSlot?[] _slots = [];
    private long _second = -1;
    private long _number;

    /// <summary>How many watch; guarded by whoever keeps the channels.</summary>
    public int WatcherCount { get; set; }

    /// <summary>Which second it is.</summary>
    public long Second => time.GetElapsedTime(_start).Ticks / Interval.Ticks;

    /// <summary>How long until a second begins, in whole milliseconds so that a timer does not end before it; nothing when it has.</summary>
    public TimeSpan Until(long second)
    {
        var left = second * Interval - time.GetElapsedTime(_start);
        return left > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : TimeSpan.Zero;
    }

    /// <summary>What there is to see in a second, in the order of the events.</summary>
    public async Task<IReadOnlyList<LiveSlot?>> LookAsync(long second, IReadOnlyList<LiveEvent> events, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_second < second)
            {
                _slots = await RenderAsync(second, events, cancellationToken);
                _second = second;
            }
            return _slots;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<LiveSlot?[]> RenderAsync(long second, IReadOnlyList<LiveEvent> events, CancellationToken cancellationToken)
    {
        var slots = new LiveSlot?[events.Count];
        for (var i = 0; i < events.Count; i++)
            slots[i] = await RenderAsync(second, events[i], i < _slots.Length ? _slots[i] : null, cancellationToken);
        return slots;
    }

    private async Task<LiveSlot> RenderAsync(long second, LiveEvent one, LiveSlot? last, CancellationToken cancellationToken)
    {
        var version = await one.FindVersionAsync(cancellationToken);
        // Parts that were rendered together are looked at again together.
        if (version is not null && version == last?.Stamp && !(one.IsRechecked && (second - last.Second) * Interval >= recheck))
            return last;
        var data = await one.Render(cancellationToken);
        if (version is null && data == last?.Stamp)
            return last;
        var slot = LiveSlot.Of(one.Name, version ?? data, _number + 1, data) with { Second = second };
        // A version may tell of more than what is shown.
        if (last is not null && slot.Frame.AsSpan().SequenceEqual(last.Frame))
            return slot with { Number = last.Number };
        _number++;
        return slot;
    }
}
