using System.Collections.Concurrent;

namespace Saker.Platform.Serving;

/// <summary>
/// Threads for work that no request waits for, and that comes after the threads of requests where both want a processor. What work awaits continues on them too. They start with
/// the first work. Thread-safe.
/// </summary>
internal class CourteousThreads(string name, int count, int niceness) : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _due = [];
    private readonly Lock _starting = new();
    private readonly List<Thread> _threads = [];

    public override int MaximumConcurrencyLevel => count;

    /// <summary>Runs the work when a thread is free.</summary>
    public Task RunAsync(Func<Task> work)
    {
        Start();
        return Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();
    }

    /// <summary>Ends the threads once nothing is left to do; what comes later runs on the thread pool.</summary>
    public void Dispose() => _due.CompleteAdding();

    protected override void QueueTask(Task task)
    {
        try
        {
            _due.Add(task);
        }
        catch (InvalidOperationException) when (_due.IsAddingCompleted)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static state => state.Scheduler.TryExecuteTask(state.Task), (Scheduler: this, Task: task), preferLocal: false);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _due];

    private void Start()
    {
        lock (_starting)
        {
            while (_threads.Count < count)
            {
                var thread = new Thread(Run) { IsBackground = true, Name = name, Priority = ThreadPriority.BelowNormal };
                _threads.Add(thread);
                thread.Start();
            }
        }
    }

    private void Run()
    {
        ThreadCourtesy.StepBack(niceness);
        foreach (var task in _due.GetConsumingEnumerable())
            TryExecuteTask(task);
    }
}
