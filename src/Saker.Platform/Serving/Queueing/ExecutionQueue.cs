using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Serving.Statistics;

namespace Saker.Platform.Serving.Queueing;

/// <summary>
/// Runs the requests of one version, several together where that pays. Thread-safe. A request that finds a runner free runs on
/// its caller's thread; others wait, and whatever waits when a runner gets free runs as one batch on the thread pool.
/// </summary>
internal sealed class ExecutionQueue : IDisposable
{
    // A run that takes longer is given to the thread pool: beside it a change of threads is nothing, and its caller can give it up.
    private const double MaxInlineNanoseconds = 1e6;

    private readonly Lock _lock = new();
    private readonly ItemList _waiting = new();
    private readonly RunningItems _running;
    private readonly Stack<RunnerLane> _idle = [];
    private readonly ITensorModel _model;
    private readonly VersionStatistics _statistics;
    private readonly TimeProvider _time;
    private readonly QueueTimer _timer;
    private BatchingDecision _decision;
    private double _nanosecondsPerRow;
    private int _busy;
    private long _keptBytes;
    private Action? _whenIdle;
    private bool _isClosed;

    public ExecutionQueue(ITensorModel model, QueueSettings settings, BatchingDecision decision, VersionStatistics statistics, TimeProvider time)
    {
        _model = model;
        Settings = settings;
        _decision = decision;
        _statistics = statistics;
        _time = time;
        _running = new RunningItems(time);
        _timer = new QueueTimer(time, OnTime);
    }

    /// <summary>How it runs; a change counts for runs that begin after it.</summary>
    public BatchingDecision Decision
    {
        get => Volatile.Read(ref _decision);
        set
        {
            lock (_lock)
            {
                _decision = value;
                // Those of another size go when they are next taken or given back.
                _nanosecondsPerRow = 0;
            }
        }
    }

    /// <summary>Its limits; a change counts for requests that come after it.</summary>
    public QueueSettings Settings { get; set; }

    /// <summary>What runs.</summary>
    public RunningItems Running => _running;

    /// <summary>Requests that wait.</summary>
    public int WaitingCount => _waiting.Count;

    /// <summary>Whether a request runs, or waits to.</summary>
    public bool IsBusy => Volatile.Read(ref _busy) > 0 || _waiting.Count > 0;

    /// <summary>About the bytes that runners keep.</summary>
    public long KeptBytes => Volatile.Read(ref _keptBytes);

    /// <summary>Runs a request; the item is the caller's until the task has ended.</summary>
    /// <param name="item">Rented.</param>
    /// <param name="timeout">From now; the shorter of it and the settings' counts.</param>
    /// <param name="cancellationToken">Gives the request up: it is not run, or its outputs are dropped.</param>
    /// <exception cref="SakerException">Its tensors do not fit (invalid input), or the queue is full (limit exceeded). Thrown at once, without a task.</exception>
    public ValueTask RunAsync(QueueItem item, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var rows = TensorFit.Require(_model, item.Tensors);
        var now = _time.GetTimestamp();
        var deadline = Deadline(now, timeout);
        RunnerLane? lane;
        bool isInline;
        lock (_lock)
        {
            isInline = MayRunInline_NeedsLock(rows);
            if (!isInline)
                RequireRoom_NeedsLock(item.Tensors);
            item.Enter(this, rows, isInline ? 0 : item.Tensors.InputBytes, now, deadline, isInline ? cancellationToken : CancellationToken.None);
            if (isInline)
            {
                lane = TakeLane_NeedsLock();
                _running.Add(lane, item);
            }
            else
            {
                _waiting.Append(item);
                lane = IsDue_NeedsLock(now) ? TakeLane_NeedsLock() : null;
            }
            _timer.Wake(isInline || lane is not null ? _running.LookAt(item, now) : Math.Min(deadline, RipeAt_NeedsLock(item)), now);
        }
        var completion = item.Completion;
        if (isInline)
            _ = RunInlineAsync(lane!);
        else if (lane is not null)
            ThreadPool.UnsafeQueueUserWorkItem(lane, preferLocal: false);
        item.GiveUpOn(cancellationToken);
        return completion;
    }

    /// <summary>Runs tensors that no endpoint's caller gave, such as examples.</summary>
    public async ValueTask RunAsync(TensorSet tensors, CancellationToken cancellationToken)
    {
        var item = new QueueItem(tensors, UnownedItem.Instance);
        item.Rent();
        await RunAsync(item, timeout: null, cancellationToken);
    }

    /// <summary>Ends a request for its caller. It is not run if it still waits.</summary>
    public void GiveUp(QueueItem item, Exception error)
    {
        bool waited;
        lock (_lock)
        {
            waited = item.List == _waiting;
            if (waited)
                _waiting.Remove(item);
        }
        item.TryEnd(error);
        if (waited)
        {
            item.Release();
            return;
        }
        CancellationTokenSource? end;
        var now = _time.GetTimestamp();
        lock (_lock)
        {
            end = _running.EndOf(item, now);
            if (end is not null && !_isClosed)
                _timer.Wake(_running.NextLook(now), now);
        }
        RunningItems.End(end);
    }

    /// <summary>Lets the runners go, at once or when the last run has ended, and then tells so.</summary>
    public void Close(Action whenIdle)
    {
        lock (_lock)
        {
            _isClosed = true;
            if (_busy > 0)
            {
                _whenIdle = whenIdle;
                return;
            }
        }
        Dispose();
        whenIdle();
    }

    /// <summary>When nothing runs.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        while (_idle.TryPop(out var lane))
            lane.Dispose();
    }

    /// <summary>Runs what waits, on a lane that was taken for it.</summary>
    internal async Task DrainAsync(RunnerLane lane)
    {
        Fill(lane);
        if (lane.Count > 0)
            await RunAsync(lane);
        Leave(lane);
    }

    private async Task RunInlineAsync(RunnerLane lane)
    {
        await RunAsync(lane);
        Leave(lane);
    }

    private async ValueTask RunAsync(RunnerLane lane)
    {
        var beganAt = _time.GetTimestamp();
        Exception? error = null;
        try
        {
            Record(lane, await lane.RunAsync(), beganAt);
        }
        catch (Exception e)
        {
            error = e;
        }
        if (error is not null && lane.Count > 1)
            await RunOneByOneAsync(lane, beganAt);
        Finish(lane, error is null ? null : ModelFailures.Describe(error));
    }

    // Together they failed; each alone succeeds or fails by its own fault.
    private async ValueTask RunOneByOneAsync(RunnerLane lane, long beganAt)
    {
        for (var i = 0; i < lane.Count; i++)
        {
            var item = lane[i];
            lock (_lock)
                if (!lane.TryIsolate(i))
                    continue;
            try
            {
                var timings = await lane.RunAsync();
                _statistics.RecordRun(1, item.Rows, timings);
                _statistics.RecordWait(item.Ran(_time.GetElapsedTime(item.QueuedAt, beganAt), timings, calls: 1));
                item.TryEnd(error: null);
            }
            catch (Exception e)
            {
                item.TryEnd(ModelFailures.Describe(e));
            }
        }
    }

    private void Record(RunnerLane lane, RunTimings timings, long beganAt)
    {
        _statistics.RecordRun(lane.Count, (int)lane.Rows, timings);
        for (var i = 0; i < lane.Count; i++)
            _statistics.RecordWait(lane[i].Ran(_time.GetElapsedTime(lane[i].QueuedAt, beganAt), timings, lane.Count));
        var perRow = (double)(timings.Input + timings.Infer + timings.Output) / Math.Max(1, lane.Rows);
        // A run counts for an eighth: fast to follow, slow to be fooled. Races between lanes lose a sample, no more.
        var known = Volatile.Read(ref _nanosecondsPerRow);
        Volatile.Write(ref _nanosecondsPerRow, known == 0 ? perRow : known + ((perRow - known) / 8));
    }

    // An item may be recycled, and be in a queue again, from the moment it is released.
    private void Finish(RunnerLane lane, Exception? error)
    {
        lock (_lock)
            _running.Remove(lane);
        _running.TellLost();
        var now = _time.GetTimestamp();
        for (var i = 0; i < lane.Count; i++)
        {
            lane[i].TryEnd(error is null && lane[i].Deadline <= now ? Expired(lane[i]) : error);
            lane[i].Release();
        }
        lane.Clear();
        Volatile.Write(ref _keptBytes, lane.KeptBytes * Math.Max(1, _busy));
    }

    private void Fill(RunnerLane lane)
    {
        ItemList? expired = null;
        var now = _time.GetTimestamp();
        lock (_lock)
        {
            while (_waiting.First is { } item && lane.HasRoomFor(item))
            {
                _waiting.Remove(item);
                if (item.Deadline <= now)
                {
                    (expired ??= new ItemList()).Append(item);
                    continue;
                }
                _running.Add(lane, item);
            }
        }
        if (expired is not null)
            End(expired, now);
    }

    private void End(ItemList expired, long now)
    {
        while (expired.First is { } item)
        {
            expired.Remove(item);
            item.TryEnd(Expired(item));
            item.Release();
        }
    }

    // The lane goes on while something waits, by the pool's global queue: other connections get to add theirs first.
    private void Leave(RunnerLane lane)
    {
        Action? whenIdle = null;
        var goesOn = false;
        lock (_lock)
        {
            var isCurrent = lane.MaxRows == _decision.MaxRows && _busy <= RunnerCount_NeedsLock;
            goesOn = isCurrent && IsRipe_NeedsLock(_time.GetTimestamp());
            if (!goesOn)
            {
                _busy--;
                if (isCurrent && !_isClosed)
                    _idle.Push(lane);
                else
                    lane.Dispose();
                if (_busy == 0)
                    (whenIdle, _whenIdle) = (_whenIdle, null);
            }
            if (!isCurrent && IsDue_NeedsLock(_time.GetTimestamp()))
            {
                lane = TakeLane_NeedsLock();
                goesOn = true;
            }
        }
        if (goesOn)
            ThreadPool.UnsafeQueueUserWorkItem(lane, preferLocal: false);
        if (whenIdle is null)
            return;
        Dispose();
        whenIdle();
    }

    private void OnTime()
    {
        RunnerLane? lane = null;
        List<CancellationTokenSource>? ends;
        var expired = new ItemList();
        long now;
        lock (_lock)
        {
            if (_isClosed)
                return;
            now = _time.GetTimestamp();
            ends = _running.Expire(now, Expired);
            _waiting.MoveExpired(expired, now);
            if (IsDue_NeedsLock(now))
                lane = TakeLane_NeedsLock();
            _timer.Rearm(NextEvent_NeedsLock(now), now);
        }
        if (lane is not null)
            ThreadPool.UnsafeQueueUserWorkItem(lane, preferLocal: false);
        End(expired, now);
        ends?.ForEach(RunningItems.End);
        _running.TellLost();
    }

    private SakerException Expired(QueueItem item) => new(
        ErrorKind.Timeout,
        FormattableString.Invariant($"The model did not answer within {_time.GetElapsedTime(item.QueuedAt, item.Deadline).TotalMilliseconds:0.###} ms, the time that the request or the endpoint allows. Ask for fewer rows at once, or allow more time."),
        "timeout");

    private long NextEvent_NeedsLock(long now)
    {
        var next = Math.Min(_running.NextLook(now), _waiting.FirstDeadline());
        // What is ripe already waits for a runner, not for the clock.
        if (_waiting.First is { } first && RipeAt_NeedsLock(first) is var ripeAt && ripeAt > now)
            next = Math.Min(next, ripeAt);
        return next;
    }

    private bool MayRunInline_NeedsLock(int rows) => _waiting.First is null && _busy < RunnerCount_NeedsLock
        && (_decision.MaxWait == TimeSpan.Zero || rows >= _decision.MaxRows)
        && rows * Volatile.Read(ref _nanosecondsPerRow) <= MaxInlineNanoseconds;

    private int RunnerCount_NeedsLock => _decision.RunnerCount + _running.LostCount;

    /// <summary>Whether what waits should run now that a runner is free for it.</summary>
    private bool IsDue_NeedsLock(long now) => _busy < RunnerCount_NeedsLock && IsRipe_NeedsLock(now);

    private bool IsRipe_NeedsLock(long now) => _waiting.First is { } first && (_waiting.Rows >= _decision.MaxRows || RipeAt_NeedsLock(first) <= now);

    private long RipeAt_NeedsLock(QueueItem item) => item.QueuedAt + Timestamps(_decision.MaxWait);

    private RunnerLane TakeLane_NeedsLock()
    {
        _busy++;
        while (_idle.TryPop(out var idle))
        {
            if (idle.MaxRows == _decision.MaxRows)
                return idle;
            idle.Dispose();
        }
        return new RunnerLane(this, _model, _decision.MaxRows);
    }

    private void RequireRoom_NeedsLock(TensorSet tensors)
    {
        if (_waiting.Count < Settings.MaxQueuedCalls && _waiting.Bytes + tensors.InputBytes <= Settings.MaxQueuedBytes)
            return;
        var wait = TimeSpan.FromMicroseconds(_waiting.Rows * Volatile.Read(ref _nanosecondsPerRow) / 1000 / _decision.RunnerCount);
        throw new SakerException(
            ErrorKind.LimitExceeded,
            $"The model has {_waiting.Count} requests waiting, as many as it takes. Try again later, or have the endpoint's queue take more.",
            "queue") { RetryAfter = wait };
    }

    private long Deadline(long now, TimeSpan? timeout) => now + Timestamps(timeout < Settings.Timeout ? timeout.Value : Settings.Timeout);

    private long Timestamps(TimeSpan span) => (long)(span.Ticks * ((double)_time.TimestampFrequency / TimeSpan.TicksPerSecond));
}
