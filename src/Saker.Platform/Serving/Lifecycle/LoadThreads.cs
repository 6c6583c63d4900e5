using System.Collections.Concurrent;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>
/// Threads on which versions are loaded and warmed, so that no request waits for a thread that reads a model. What a load awaits
/// continues on them too.
/// </summary>
internal sealed class LoadThreads : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _due = [];
    private readonly Lock _starting = new();
    private readonly int _count;
    private readonly List<Thread> _threads = [];

    /// <summary>Waited for by loads: one that awaits keeps its place.</summary>
    private readonly SemaphoreSlim _places;

    public LoadThreads(int count)
    {
        _count = count;
        _places = new SemaphoreSlim(count);
    }

    /// <summary>Runs the work when it is its turn.</summary>
    public Task RunAsync(Func<Task> work)
    {
        Start();
        return Task.Factory.StartNew(() => RunInPlaceAsync(work), CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();
    }

    public override int MaximumConcurrencyLevel => _count;

    /// <summary>Ends the threads once nothing is left to do.</summary>
    public void Dispose() => _due.CompleteAdding();

    protected override void QueueTask(Task task) => _due.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _due];

    private async Task RunInPlaceAsync(Func<Task> work)
    {
        await _places.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            _places.Release();
        }
    }

    private void Start()
    {
        lock (_starting)
        {
            while (_threads.Count < _count)
            {
                var thread = new Thread(Run) { IsBackground = true, Name = "saker load", Priority = ThreadPriority.BelowNormal };
                _threads.Add(thread);
                thread.Start();
            }
        }
    }

    private void Run()
    {
        foreach (var task in _due.GetConsumingEnumerable())
            TryExecuteTask(task);
    }
}
