namespace Saker.Platform.Serving.Splits;

/// <summary>Those who are shown copies of requests. Thread-safe.</summary>
internal sealed class ShadowObservers
{
    private readonly Lock _lock = new();
    private IShadowObserver[] _all = [];

    public IReadOnlyList<IShadowObserver> All => _all;

    /// <summary>Who is there already is not there twice.</summary>
    public void Add(IShadowObserver observer)
    {
        lock (_lock)
            _all = [.. _all.Where(one => !ReferenceEquals(one, observer)), observer];
    }

    public void Remove(IShadowObserver observer)
    {
        lock (_lock)
            _all = [.. _all.Where(one => !ReferenceEquals(one, observer))];
    }
}
