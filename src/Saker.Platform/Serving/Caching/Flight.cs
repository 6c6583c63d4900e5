namespace Saker.Platform.Serving.Caching;

/// <summary>A request under way that equal ones wait for. It ends with an answer, with a failure, or with neither, and then another takes its place.</summary>
internal sealed class Flight
{
    private readonly TaskCompletionSource<CacheEntry?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<CacheEntry?> End => _end.Task;

    public void Land(CacheEntry entry) => _end.SetResult(entry);

    /// <summary>Its own caller gave up, or had its own limit; that says nothing to those who wait.</summary>
    public void Abandon() => _end.SetResult(null);

    public void Fail(Exception exception)
    {
        _end.SetException(exception);
        // Nobody may be waiting.
        _ = _end.Task.Exception;
    }
}
