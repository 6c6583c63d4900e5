using Saker.Learning.Models;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Queueing;

/// <summary>One run at a time: a runner, made when it is first needed, and the requests in it.</summary>
internal sealed class RunnerLane(ExecutionQueue queue, ITensorModel model, int maxRows) : IThreadPoolWorkItem, IDisposable
{
    private readonly QueueItem?[] _items = new QueueItem?[maxRows];
    private readonly TensorSet[] _parts = new TensorSet[maxRows];
    private IBatchRunner? _runner;

    public int MaxRows => maxRows;

    /// <summary>Requests in it.</summary>
    public int Count { get; private set; }

    public long Rows { get; private set; }

    public long KeptBytes => _runner?.KeptBytes ?? 0;

    public QueueItem this[int index] => _items[index]!;

    /// <summary>Whether the request may join; the first always may.</summary>
    public bool HasRoomFor(QueueItem item) => Count == 0 || (Count < maxRows && Rows + item.Rows <= maxRows);

    public void Add(QueueItem item)
    {
        _items[Count] = item;
        _parts[Count] = item.Tensors;
        Count++;
        Rows += item.Rows;
    }

    public ValueTask<RunTimings> RunAsync(CancellationToken cancellationToken) => Runner().RunAsync(_parts.AsMemory(0, Count), cancellationToken);

    /// <summary>Runs one of its requests alone.</summary>
    public ValueTask<RunTimings> RunAloneAsync(int index, CancellationToken cancellationToken) => Runner().RunAsync(_parts.AsMemory(index, 1), cancellationToken);

    public void Clear()
    {
        Array.Clear(_items, 0, Count);
        Array.Clear(_parts, 0, Count);
        Count = 0;
        Rows = 0;
    }

    public void Dispose() => _runner?.Dispose();

    // It ends by itself and never fails.
    void IThreadPoolWorkItem.Execute() => _ = queue.DrainAsync(this);

    private IBatchRunner Runner() => _runner ??= model.NewRunner(Math.Max(maxRows, 1));
}
