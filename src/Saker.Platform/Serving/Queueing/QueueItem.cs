using System.Threading.Tasks.Sources;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Queueing;

/// <summary>
/// A request on its way through an <see cref="ExecutionQueue"/>, used again and again. Its memory has up to two holders: the
/// caller, and the queue from the moment it takes the item until a runner is done with it. Whichever lets go last recycles it, so
/// that a caller that gives up is free at once while the runner still reads and writes.
/// </summary>
internal sealed class QueueItem : IValueTaskSource
{
    private readonly IQueueItemOwner _owner;
    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;
    private ExecutionQueue? _queue;
    private int _holders;
    private int _isDone;
    private CancellationToken _watched;

    public QueueItem(TensorSet tensors, IQueueItemOwner owner)
    {
        Tensors = tensors;
        _owner = owner;
    }

    public TensorSet Tensors { get; }

    public int Rows { get; private set; }

    /// <summary>Bytes of the inputs.</summary>
    public long Bytes { get; private set; }

    /// <summary>By the queue's clock; <see cref="long.MaxValue"/> for never.</summary>
    public long Deadline { get; private set; }

    /// <summary>When it was given to the queue, by the queue's clock.</summary>
    public long QueuedAt { get; private set; }

    /// <summary>How long it waited for the run that answered it. Once its owner was told that it has ended well.</summary>
    public TimeSpan Wait { get; private set; }

    /// <summary>What the whole run took that answered it. As <see cref="Wait"/>.</summary>
    public RunTimings Timings { get; private set; }

    /// <summary>The requests that shared that run, itself included; 0 while none has answered it.</summary>
    public int RunCalls { get; private set; }

    public bool IsDone => Volatile.Read(ref _isDone) != 0;

    /// <summary>The list it is in; like its neighbours changed only under the queue's lock.</summary>
    public ItemList? List { get; set; }

    public QueueItem? Previous { get; set; }

    public QueueItem? Next { get; set; }

    /// <summary>The runner it is in; good while it is in the list of those that run.</summary>
    public RunnerLane? Lane { get; set; }

    /// <summary>Whether somebody must look now and then if its caller has given it up: no callback tells, because the run has the caller's thread.</summary>
    public bool IsWatched => !IsDone && _watched.CanBeCanceled;

    /// <summary>Begins a request; the caller holds the item.</summary>
    public void Rent()
    {
        RunCalls = 0;
        Volatile.Write(ref _holders, 1);
    }

    /// <summary>Enters a queue, which holds it from now on.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="bytes">What its inputs take while it waits.</param>
    /// <param name="queuedAt">Now, by the queue's clock.</param>
    /// <param name="deadline">By the queue's clock.</param>
    /// <param name="watched">The caller's token where it runs on the caller's own thread; none otherwise.</param>
    public void Enter(ExecutionQueue queue, int rows, long bytes, long queuedAt, long deadline, CancellationToken watched)
    {
        _queue = queue;
        _watched = watched;
        _source.Reset();
        Rows = rows;
        Bytes = bytes;
        QueuedAt = queuedAt;
        Deadline = deadline;
        Volatile.Write(ref _isDone, 0);
        Interlocked.Increment(ref _holders);
    }

    /// <summary>The end of the run.</summary>
    public ValueTask Completion => new(this, _source.Version);

    /// <summary>Has a cancelled token give the item up. Once after <see cref="Enter"/>, by the caller.</summary>
    public void GiveUpOn(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled && !IsDone)
            _registration = cancellationToken.UnsafeRegister(static (item, token) => ((QueueItem)item!).GiveUp(token), this);
    }

    /// <summary>Ends it for its caller if the caller has given it up, where it is watched.</summary>
    public void EndIfGivenUp()
    {
        if (_watched.IsCancellationRequested)
            TryEnd(new OperationCanceledException(_watched));
    }

    /// <summary>A run has answered it; its end follows.</summary>
    /// <returns>The wait.</returns>
    public TimeSpan Ran(TimeSpan wait, RunTimings timings, int calls)
    {
        (Wait, Timings, RunCalls) = (wait, timings, calls);
        return wait;
    }

    /// <summary>Ends the run for the caller; only the first who ends it does. Those who hold the item may.</summary>
    /// <returns>Whether it was the first.</returns>
    public bool TryEnd(Exception? error)
    {
        if (Interlocked.Exchange(ref _isDone, 1) != 0)
            return false;
        _owner.Ended(error);
        if (error is null)
            _source.SetResult(true);
        else
            _source.SetException(error);
        return true;
    }

    /// <summary>The caller lets go of it.</summary>
    public void Return()
    {
        // Waits for a cancellation under way, which must not meet the next request.
        _registration.Dispose();
        _registration = default;
        Release();
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            _owner.Recycle();
    }

    void IValueTaskSource.GetResult(short token)
    {
        _registration.Dispose();
        _registration = default;
        _source.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private void GiveUp(CancellationToken token) => _queue!.GiveUp(this, new OperationCanceledException(token));
}
