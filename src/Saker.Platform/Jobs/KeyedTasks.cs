namespace Saker.Platform.Jobs;

/// <summary>
/// Looks again and again for work, and carries it out by key: pieces beside each other, none beside itself. Not for use by several at once.
/// </summary>
internal sealed class KeyedTasks(TimeProvider time)
{
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);

    /// <summary>How many pieces run; those that ended since the last look count until <see cref="Sweep"/>.</summary>
    public int Count => _running.Count;

    public bool IsRunning(string key) => _running.ContainsKey(key);

    /// <summary>Forgets what has ended.</summary>
    public void Sweep()
    {
        foreach (var ended in _running.Where(pair => pair.Value.IsCompleted).Select(pair => pair.Key).ToList())
            _running.Remove(ended);
    }

    /// <summary>Begins a piece of work, which must not fail.</summary>
    /// <returns>Ends when the work does.</returns>
    public Task Begin(string key, Func<Task> work) => _running[key] = AwayAsync(work);

    /// <summary>Looks until cancelled, then waits for what runs.</summary>
    /// <param name="look">Begins what there is to do.</param>
    /// <param name="interval">How long to wait between looks.</param>
    /// <param name="failed">Takes what went wrong with a look; the next may do better.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Func<CancellationToken, Task> look, TimeSpan interval, Action<Exception> failed, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await TryAsync(look, failed, cancellationToken);
                await Task.Delay(interval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // This is how it ends.
        }
        finally
        {
            await Task.WhenAll(_running.Values);
        }
    }

    private static async Task TryAsync(Func<CancellationToken, Task> look, Action<Exception> failed, CancellationToken cancellationToken)
    {
        try
        {
            await look(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The database may be back by the next time.
            failed(exception);
        }
    }

    private static async Task AwayAsync(Func<Task> work)
    {
        // What works before it first waits must not hold up the loop.
        await Task.Yield();
        await work();
    }
}
