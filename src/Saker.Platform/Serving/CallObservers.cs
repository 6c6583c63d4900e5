namespace Saker.Platform.Serving;

/// <summary>Those who are shown requests; changes count for requests that begin after them. Thread-safe.</summary>
internal sealed class CallObservers
{
    private readonly Lock _lock = new();
    private ICallObserver[] _all = [];

    /// <summary>All of them as one, so that none and one cost nothing more; null for nobody.</summary>
    public ICallObserver? Together { get; private set; }

    public void Add(ICallObserver observer)
    {
        lock (_lock)
            Set_NeedsLock([.. _all, observer]);
    }

    public void Remove(ICallObserver observer)
    {
        lock (_lock)
            Set_NeedsLock([.. _all.Where(one => !ReferenceEquals(one, observer))]);
    }

    private void Set_NeedsLock(ICallObserver[] all)
    {
        _all = all;
        Together = all switch
        {
            [] => null,
            [var one] => one,
            _ => new Several(all),
        };
    }

    private sealed class Several(ICallObserver[] all) : ICallObserver
    {
        public void Completed(InferCall call)
        {
            foreach (var one in all)
                one.Completed(call);
        }
    }
}
