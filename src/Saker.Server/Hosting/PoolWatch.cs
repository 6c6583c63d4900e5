using Microsoft.Extensions.Hosting;

namespace Saker.Server.Hosting;

/// <summary>
/// Keeps the thread pool going when all of its threads are held, such as by runs of a model that take long for some values: a runtime left to itself adds a thread
/// every half second, and until then nobody is answered. Looks from a thread of its own, for the pool cannot. Where the runtime is told how many threads it keeps at least
/// (<c>DOTNET_ThreadPool_ForceMinWorkerThreads</c>), that holds.
/// </summary>
internal sealed class PoolWatch : IHostedService, IDisposable
{
    /// <summary>The most threads that are added at a time.</summary>
    private const int MaxAdded = 64;

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(50);

    // Threads that were needed may be needed again.
    private static readonly TimeSpan s_kept = TimeSpan.FromSeconds(10);

    private readonly ManualResetEventSlim _stop = new();
    private Thread? _thread;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _thread = new Thread(Watch) { IsBackground = true, Name = "pool watch" };
        _thread.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stop.Set();
        _thread?.Join();
        return Task.CompletedTask;
    }

    public void Dispose() => _stop.Dispose();

    private void Watch()
    {
        ThreadPool.GetMinThreads(out var usual, out var ports);
        var (added, completed, quietSince) = (0, -1L, Environment.TickCount64);
        while (!_stop.Wait(s_interval))
        {
            var now = ThreadPool.CompletedWorkItemCount;
            // Something waits, and nothing has ended since the last look.
            if (now == completed && ThreadPool.PendingWorkItemCount > 0)
            {
                quietSince = Environment.TickCount64;
                if (added < MaxAdded)
                    ThreadPool.SetMinThreads(Math.Max(usual, ThreadPool.ThreadCount) + 1, ports);
                added++;
            }
            else if (added > 0 && Environment.TickCount64 - quietSince > s_kept.TotalMilliseconds)
            {
                ThreadPool.SetMinThreads(usual, ports);
                added = 0;
            }
            completed = now;
        }
        if (added > 0)
            ThreadPool.SetMinThreads(usual, ports);
    }
}
