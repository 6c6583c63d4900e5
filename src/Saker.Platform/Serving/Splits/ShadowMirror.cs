using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving.Splits;

/// <summary>
/// Copies requests of an endpoint and has a candidate run the copies, on threads of its own that give way. Thread-safe. A request that is copied takes no lock and waits for
/// nothing: what does not fit is dropped and counted.
/// </summary>
internal sealed class ShadowMirror
{
    private const int MaxPooled = 256;

    private readonly ConcurrentQueue<ShadowCopy> _waiting = new();
    private readonly ConcurrentQueue<ShadowCopy> _pool = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Endpoint _endpoint;
    private readonly ServedArm _arm;
    private readonly ShadowObservers _observers;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly int _index;
    private LoadedModel? _primary;
    private long _pendingRows;
    private long _pendingBytes;
    private long _mirrored;
    private long _dropped;
    private long _unavailable;
    private long _completed;
    private long _failed;
    private int _isLogged;
    private int _threadCount;

    /// <param name="endpoint">Whose requests.</param>
    /// <param name="index">The candidate's place among the split's arms.</param>
    /// <param name="arm">The candidate.</param>
    /// <param name="observers">Are shown what comes of it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told once when an observer fails.</param>
    public ShadowMirror(Endpoint endpoint, int index, ServedArm arm, ShadowObservers observers, TimeProvider time, ILogger logger)
    {
        (_endpoint, _index, _arm, _observers, _time, _logger) = (endpoint, index, arm, observers, time, logger);
    }

    public ShadowLimits Limits => _endpoint.Split!.Shadow;

    /// <summary>What the candidate does with inputs that training did not see.</summary>
    public GuardSettings Guard => _endpoint.Settings.Guard;

    public TimeProvider Time => _time;

    /// <summary>Ends when nothing is mirrored any more.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Whether the version that answers callers has something to do now.</summary>
    public bool IsPrimaryBusy => Volatile.Read(ref _primary)?.Queue.IsBusy == true;

    public bool IsEmpty => _waiting.IsEmpty;

    /// <summary>Whether it is the mirror for the endpoint as it is now.</summary>
    public bool Suits(Endpoint endpoint) => endpoint.Split!.Shadow == Limits && endpoint.Settings.Guard == Guard && !_stop.IsCancellationRequested;

    /// <summary>Copies a request that was answered, or drops it. Never fails: its caller has its answer.</summary>
    public void Offer(InferCall call)
    {
        if (_stop.IsCancellationRequested)
            return;
        try
        {
            if (_arm.Slot?.Loaded is null)
                Interlocked.Increment(ref _unavailable);
            else
                Copy(call);
        }
        catch (Exception e)
        {
            Interlocked.Increment(ref _dropped);
            Log(e);
        }
    }

    private void Copy(InferCall call)
    {
        var bytes = ShadowCopy.BytesOf(call);
        var limits = Limits;
        var pendingRows = Interlocked.Add(ref _pendingRows, call.RowCount);
        var pendingBytes = Interlocked.Add(ref _pendingBytes, bytes);
        if (pendingRows > limits.MaxPendingRows || pendingBytes > limits.MaxPendingBytes)
        {
            Release(call.RowCount, bytes);
            Interlocked.Increment(ref _dropped);
            return;
        }
        Volatile.Write(ref _primary, call.Model);
        ShadowCopy? copy;
        try
        {
            if (!_pool.TryDequeue(out copy) || !ReferenceEquals(copy.Primary, call.Model))
                copy = new ShadowCopy(call.Model);
            copy.Take(call, bytes, _time.GetTimestamp());
        }
        catch
        {
            Release(call.RowCount, bytes);
            throw;
        }
        Interlocked.Increment(ref _mirrored);
        _waiting.Enqueue(copy);
        if (Volatile.Read(ref _threadCount) < limits.MaxConcurrency)
            StartThread(limits.MaxConcurrency);
    }

    /// <summary>The oldest copy, which stays.</summary>
    public ShadowCopy? Peek() => _waiting.TryPeek(out var copy) ? copy : null;

    public bool TryTake(out ShadowCopy copy) => _waiting.TryDequeue(out copy!);

    /// <summary>Holds the candidate; null while it is not in memory.</summary>
    public LoadedModel? TryHold() => _arm.TryHold();

    /// <summary>Whether the candidate is still the one in memory.</summary>
    public bool IsCurrent(LoadedModel model) => ReferenceEquals(_arm.Slot?.Loaded, model);

    /// <summary>A copy was taken for nothing: the candidate is not in memory.</summary>
    public void Abandon(ShadowCopy copy)
    {
        Interlocked.Increment(ref _unavailable);
        Return(copy);
    }

    /// <summary>A copy could not even be tried.</summary>
    public void Fail(ShadowCopy copy, Exception error)
    {
        Interlocked.Increment(ref _failed);
        Log(error);
        Return(copy);
    }

    /// <summary>A copy was run: shows it, and takes it back.</summary>
    public void Complete(ShadowCopy copy, LoadedModel shadow, Onnx.Batches.TensorSet outputs, Exception? error, TimeSpan duration)
    {
        if (error is null)
            Interlocked.Increment(ref _completed);
        else
            Interlocked.Increment(ref _failed);
        var pair = new ShadowPair(copy.Tensors, outputs)
        {
            Endpoint = _endpoint.Name,
            Split = copy.Split,
            Arm = _index,
            RequestId = copy.RequestId,
            RowCount = copy.RowCount,
            Primary = copy.Primary,
            Shadow = shadow,
            Error = error,
            PrimaryDuration = copy.Duration,
            ShadowDuration = duration,
        };
        foreach (var observer in _observers.All)
            Show(observer, pair);
        Return(copy);
    }

    /// <summary>Mirrors nothing more; what waits is let go.</summary>
    public void Stop() => _stop.Cancel();

    public ShadowStatus ToStatus() => new(
        Volatile.Read(ref _mirrored), Volatile.Read(ref _dropped), Volatile.Read(ref _unavailable), Volatile.Read(ref _completed), Volatile.Read(ref _failed),
        Math.Max(0, Volatile.Read(ref _pendingRows)), Math.Max(0, Volatile.Read(ref _pendingBytes)));

    private void Show(IShadowObserver observer, ShadowPair pair)
    {
        try
        {
            observer.Completed(pair);
        }
        catch (Exception e)
        {
            Log(e);
        }
    }

    private void Work()
    {
        try
        {
            new ShadowWork(this).Run();
        }
        catch (Exception e)
        {
            // The next copy begins another; the process goes on in any case.
            Log(e);
            Interlocked.Decrement(ref _threadCount);
        }
    }

    /// <summary>Logs what went wrong, once: it may go wrong with every request.</summary>
    public void Log(Exception error)
    {
        if (Interlocked.Exchange(ref _isLogged, 1) == 0)
            _logger.ShadowFailed(error, _endpoint.Name, _arm.Arm.Model, _arm.Arm.Version);
    }

    private void Release(int rows, long bytes)
    {
        Interlocked.Add(ref _pendingRows, -rows);
        Interlocked.Add(ref _pendingBytes, -bytes);
    }

    private void Return(ShadowCopy copy)
    {
        Release(copy.RowCount, copy.Bytes);
        copy.Tensors.Clear();
        if (_pool.Count < MaxPooled)
            _pool.Enqueue(copy);
    }

    private void StartThread(int most)
    {
        if (Interlocked.Increment(ref _threadCount) > most)
        {
            Interlocked.Decrement(ref _threadCount);
            return;
        }
        try
        {
            new Thread(Work) { IsBackground = true, Name = "saker shadow" }.Start();
        }
        catch
        {
            Interlocked.Decrement(ref _threadCount);
            throw;
        }
    }
}
