namespace Saker.Platform.Serving.Lifecycle;

/// <summary>
/// Threads on which versions are loaded and warmed, so that no request waits for a thread that reads a model, and what serves requests goes before it.
/// </summary>
internal sealed class LoadThreads(int count) : IDisposable
{
    // A quarter of a processor beside a thread of requests that wants it too: who waits for a version still gets it soon.
    private const int Niceness = 5;

    private readonly CourteousThreads _threads = new("saker load", count, Niceness);

    /// <summary>Waited for by loads: one that awaits keeps its place.</summary>
    private readonly SemaphoreSlim _places = new(count);

    /// <summary>Runs the work when it is its turn.</summary>
    public Task RunAsync(Func<Task> work) => _threads.RunAsync(() => RunInPlaceAsync(work));

    /// <summary>Ends the threads once nothing is left to do.</summary>
    public void Dispose() => _threads.Dispose();

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
}
