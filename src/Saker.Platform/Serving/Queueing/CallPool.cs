using System.Collections.Concurrent;

namespace Saker.Platform.Serving.Queueing;

/// <summary>Calls of a version that ended, for the next requests. Thread-safe.</summary>
internal sealed class CallPool
{
    // More than this is left to the collector, so that a burst of large requests is not kept for ever.
    private const long MaxKeptBytes = 32L << 20;
    private const int MaxCalls = 1024;

    private readonly ConcurrentQueue<InferCall> _calls = new();
    private InferCall? _first;
    private long _keptBytes;
    private int _count;

    public long KeptBytes => Volatile.Read(ref _keptBytes);

    public InferCall? TryTake()
    {
        var call = _first;
        if (call is null || Interlocked.CompareExchange(ref _first, null, call) != call)
        {
            if (!_calls.TryDequeue(out call))
                return null;
            Interlocked.Decrement(ref _count);
        }
        Interlocked.Add(ref _keptBytes, -call.PooledBytes);
        return call;
    }

    public void Return(InferCall call)
    {
        if (Volatile.Read(ref _keptBytes) + call.PooledBytes > MaxKeptBytes)
            return;
        Interlocked.Add(ref _keptBytes, call.PooledBytes);
        if (_first is null && Interlocked.CompareExchange(ref _first, call, null) is null)
            return;
        if (Interlocked.Increment(ref _count) <= MaxCalls)
        {
            _calls.Enqueue(call);
            return;
        }
        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _keptBytes, -call.PooledBytes);
    }
}
