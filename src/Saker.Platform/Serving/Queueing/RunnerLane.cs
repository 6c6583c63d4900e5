using Saker.Learning.Models;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Queueing;

/// <summary>One run at a time: a runner, made when it is first needed, and the requests in it.</summary>
internal sealed class RunnerLane(ExecutionQueue queue, ITensorModel model, int maxRows) : IThreadPoolWorkItem, IDisposable
{
    private readonly QueueItem?[] _items = new QueueItem?[maxRows];
    private readonly TensorSet[] _parts = new TensorSet[maxRows];
    private IBatchRunner? _runner;

    // Ends the run that began with its token; the next run has another once it did.
    private CancellationTokenSource _end = new();
    private CancellationToken _token;
    private int _alone = -1;

    public int MaxRows => maxRows;

    /// <summary>Requests in it.</summary>
    public int Count { get; private set; }

    public long Rows { get; private set; }

    public long KeptBytes => _runner?.KeptBytes ?? 0;

    /// <summary>When the run under way was told to end, by the queue's clock; <see cref="long.MaxValue"/> if it was not.</summary>
    public long EndedAt { get; private set; } = long.MaxValue;

    /// <summary>Whether the run goes on although it was told to end, so that the queue does without this lane.</summary>
    public bool IsLost { get; set; }

    public QueueItem this[int index] => _items[index]!;

    /// <summary>Whether the request may join; the first always may.</summary>
    public bool HasRoomFor(QueueItem item) => Count == 0 || (Count < maxRows && Rows + item.Rows <= maxRows);

    /// <summary>With the queue's lock.</summary>
    public void Add(QueueItem item)
    {
        if (Count == 0)
            (_token, _alone, EndedAt, IsLost) = (_end.Token, -1, long.MaxValue, false);
        item.Lane = this;
        _items[Count] = item;
        _parts[Count] = item.Tensors;
        Count++;
        Rows += item.Rows;
    }

    /// <summary>Runs all of its requests, or the one that <see cref="TryIsolate"/> chose.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for them any more.</exception>
    public ValueTask<RunTimings> RunAsync() => Runner().RunAsync(_alone < 0 ? _parts.AsMemory(0, Count) : _parts.AsMemory(_alone, 1), _token);

    /// <summary>Has the next run be that of one request alone. With the queue's lock.</summary>
    /// <returns>Whether somebody waits for it.</returns>
    public bool TryIsolate(int index)
    {
        if (_items[index]!.IsDone)
            return false;
        (_token, _alone, EndedAt) = (_end.Token, index, long.MaxValue);
        return true;
    }

    /// <summary>What ends the run under way if all who waited for it were answered or have given up; null otherwise, and if it was asked before. With the queue's lock.</summary>
    /// <returns>To be cancelled, without the lock, and disposed.</returns>
    public CancellationTokenSource? TakeEnd(long now)
    {
        if (EndedAt != long.MaxValue || IsAwaited())
            return null;
        var end = _end;
        (_end, EndedAt) = (new CancellationTokenSource(), now);
        return end;
    }

    public void Clear()
    {
        Array.Clear(_items, 0, Count);
        Array.Clear(_parts, 0, Count);
        Count = 0;
        Rows = 0;
    }

    public void Dispose()
    {
        _runner?.Dispose();
        _end.Dispose();
    }

    // It ends by itself and never fails.
    void IThreadPoolWorkItem.Execute() => _ = queue.DrainAsync(this);

    private bool IsAwaited()
    {
        if (_alone >= 0)
            return !_items[_alone]!.IsDone;
        for (var i = 0; i < Count; i++)
            if (!_items[i]!.IsDone)
                return true;
        return false;
    }

    private IBatchRunner Runner() => _runner ??= model.NewRunner(Math.Max(maxRows, 1));
}
