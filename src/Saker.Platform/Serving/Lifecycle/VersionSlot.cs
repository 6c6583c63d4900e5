using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>
/// The place of one registered version in this process: its state, and the model while it is in memory. Thread-safe. Whoever
/// waits for a load gets a hold that was taken before anybody could unload the version again.
/// </summary>
internal sealed class VersionSlot(ModelVersion version, ServingOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Queue<VersionTransition> _history = new([new VersionTransition(VersionState.Registered, null, time.GetUtcNow())]);
    private volatile LoadedModel? _loaded;
    private LoadFlight? _flight;
    private VersionTransition _now = new(VersionState.Registered, null, time.GetUtcNow());
    private DateTimeOffset _retryAt;
    private long _lastUsedTicks;
    private int _nameCount;
    private int _drainCount;
    private bool _isKept;
    private bool _isRefused;

    public VersionKey Key { get; } = new(version.Model, version.Version);

    public ModelVersion Version => version;

    public long EstimatedBytes { get; } = VersionMemory.Estimate(version.Folder);

    /// <summary>What it takes and gives, known since it was loaded first.</summary>
    public Signature? Signature { get; private set; }

    public LoadedModel? Loaded => _loaded;

    public long LastUsedTicks => Volatile.Read(ref _lastUsedTicks);

    /// <summary>Whether it can be forgotten: nothing of it is in memory or remembered for a reason.</summary>
    public bool IsForgettable
    {
        get
        {
            lock (_lock)
                return _loaded is null && _flight is null && _nameCount == 0 && _drainCount == 0 && !_isRefused;
        }
    }

    /// <summary>Whether a load may begin now: it was not unloaded by request, and the last failure is long enough ago.</summary>
    public bool MayLoad
    {
        get
        {
            lock (_lock)
                return !_isRefused && !IsWaiting_NeedsLock();
        }
    }

    /// <summary>How its requests wait and share runs, as the endpoint wants it that said so last.</summary>
    public (QueueSettings Queue, BatchingSettings Batching) Settings { get; private set; } = (EndpointSettings.Default.Queue, EndpointSettings.Default.Batching);

    /// <summary>Has its requests wait and share runs so from now on, also when it is loaded later.</summary>
    public void Configure(QueueSettings queue, BatchingSettings batching)
    {
        lock (_lock)
        {
            Settings = (queue, batching);
            _loaded?.Configure(queue, batching);
        }
    }

    /// <summary>Holds the version if it is in memory. Takes no lock.</summary>
    public LoadedModel? TryHold()
    {
        if (_loaded is not { } loaded || !loaded.TryHold())
            return null;
        Volatile.Write(ref _lastUsedTicks, time.GetUtcNow().UtcTicks);
        return loaded;
    }

    /// <summary>Whether a name serves it, or splits its requests with it.</summary>
    public bool IsServed
    {
        get
        {
            lock (_lock)
                return _nameCount > 0;
        }
    }

    /// <summary>Holds the version, or waits with all others for the load that gives it.</summary>
    /// <param name="begin">Called when there is no load yet and the caller has to start one.</param>
    /// <param name="keep">Whether it stays in memory although no name serves it.</param>
    /// <param name="cancellationToken">Ends this wait, not the load.</param>
    /// <exception cref="SakerException">It was unloaded by request or cannot be loaded (unavailable).</exception>
    public async ValueTask<LoadedModel> HoldAsync(Action<LoadFlight> begin, bool keep, CancellationToken cancellationToken)
    {
        LoadFlight flight;
        var isNew = false;
        lock (_lock)
        {
            _isKept |= keep;
            if (TryHold() is { } held)
                return held;
            if (_isRefused || IsWaiting_NeedsLock())
                throw NotAvailable_NeedsLock();
            isNew = _flight is null;
            flight = _flight ??= new LoadFlight();
            flight.WaiterCount++;
            if (isNew)
                Enter_NeedsLock(VersionState.Loading, null);
        }
        if (isNew)
            begin(flight);
        try
        {
            return await flight.Landing.Task.WaitAsync(cancellationToken) ?? throw NotAvailable();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Abandon(flight);
            throw;
        }
    }

    public void Warming() => Enter(VersionState.Warming, null);

    /// <summary>Ends a load that succeeded: everybody who waits gets a hold.</summary>
    /// <param name="flight">The load.</param>
    /// <param name="loaded">The version, held once: by the slot from now on.</param>
    /// <param name="warning">What to say of it although it works.</param>
    public void Land(LoadFlight flight, LoadedModel loaded, string? warning)
    {
        bool isUnwanted;
        lock (_lock)
        {
            _flight = null;
            flight.Result = loaded;
            loaded.AddHolders(flight.WaiterCount);
            Signature = loaded.Signature;
            Volatile.Write(ref _lastUsedTicks, time.GetUtcNow().UtcTicks);
            _loaded = loaded;
            // They may have changed while it was loaded.
            loaded.Configure(Settings.Queue, Settings.Batching);
            Enter_NeedsLock(VersionState.Active, warning);
            isUnwanted = _isRefused;
        }
        flight.Landing.SetResult(loaded);
        if (isUnwanted)
            Unload("It was unloaded while it was being loaded.");
    }

    /// <summary>Ends a load that failed.</summary>
    public void Fail(LoadFlight flight, string reason, DateTimeOffset retryAt)
    {
        lock (_lock)
        {
            _flight = null;
            _retryAt = retryAt;
            Enter_NeedsLock(VersionState.Failed, reason);
        }
        flight.Landing.SetResult(null);
    }

    /// <summary>Says that the version answers but not as it should, or with null that it does again.</summary>
    public void Report(LoadedModel loaded, string? reason)
    {
        lock (_lock)
        {
            var state = reason is null ? VersionState.Active : VersionState.Degraded;
            if (ReferenceEquals(_loaded, loaded) && _now.State is VersionState.Active or VersionState.Degraded && (_now.State, _now.Reason) != (state, reason))
                Enter_NeedsLock(state, reason);
        }
    }

    /// <summary>Lets loads begin again, after an unload by request or a failure.</summary>
    public void Allow()
    {
        lock (_lock)
        {
            _isRefused = false;
            _retryAt = default;
        }
    }

    /// <summary>Unloads it and refuses requests until it is loaded or deployed again.</summary>
    public void Refuse(string reason)
    {
        lock (_lock)
        {
            _isRefused = true;
            _isKept = false;
            if (_loaded is null && _flight is null)
                Enter_NeedsLock(VersionState.Unloaded, reason);
        }
        Unload(reason);
    }

    /// <summary>Lets go of the model; calls under way end on it.</summary>
    public void Unload(string reason)
    {
        LoadedModel? loaded;
        lock (_lock)
        {
            loaded = _loaded;
            if (loaded is null)
                return;
            _loaded = null;
            _isKept = false;
            _drainCount++;
            Enter_NeedsLock(VersionState.Unloading, reason);
        }
        loaded.Finished = () => Drained(reason);
        loaded.Release();
    }

    /// <summary>Unloads it if no call holds it; whether it did.</summary>
    public bool TryEvict(string reason)
    {
        LoadedModel loaded;
        lock (_lock)
        {
            if (_loaded is not { } found || !found.TryRetire())
                return false;
            loaded = found;
            _loaded = null;
            Enter_NeedsLock(VersionState.Unloaded, reason);
        }
        loaded.Finish();
        return true;
    }

    /// <summary>A name serves it from now on.</summary>
    public void Join()
    {
        lock (_lock)
            _nameCount++;
    }

    /// <summary>A name serves it no longer; without any, it is unloaded unless it was asked for by itself.</summary>
    public void Leave(string reason)
    {
        bool isNeeded;
        lock (_lock)
            isNeeded = --_nameCount > 0 || _isKept;
        if (!isNeeded)
            Unload(reason);
    }

    /// <summary>Unloads it if no name serves it and nobody asked for it by itself.</summary>
    public void UnloadUnlessNeeded(string reason)
    {
        bool isNeeded;
        lock (_lock)
            isNeeded = _nameCount > 0 || _isKept;
        if (!isNeeded)
            Unload(reason);
    }

    public VersionStatus ToStatus()
    {
        lock (_lock)
        {
            return new VersionStatus
            {
                Model = Key.Model,
                Version = Key.Version,
                State = _now.State,
                Reason = _now.Reason,
                Since = _now.At,
                EstimatedBytes = EstimatedBytes,
                LoadedAt = _loaded?.LoadedAt,
                LastUsedAt = LastUsedTicks is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
                IsRefused = _isRefused,
                RetryAfter = RetryAfter_NeedsLock(),
                History = [.. _history],
            };
        }
    }

    public VersionGauges ToGauges()
    {
        // It may be unloaded meanwhile; what is known of it stays.
        var loaded = _loaded;
        return new VersionGauges
        {
            Status = ToStatus(),
            WaitingCount = loaded?.Queue.WaitingCount ?? 0,
            MaxWaitingCount = loaded?.Queue.Settings.MaxQueuedCalls ?? 0,
            BufferBytes = loaded?.BufferBytes ?? 0,
            Statistics = loaded?.Statistics.ToSnapshot(),
            Batching = loaded?.Batching,
            WhyNoRowPlan = loaded?.WhyNoRowPlan,
        };
    }

    public SakerException NotAvailable()
    {
        lock (_lock)
            return NotAvailable_NeedsLock();
    }

    private bool IsWaiting_NeedsLock() => _now.State == VersionState.Failed && time.GetUtcNow() < _retryAt;

    private SakerException NotAvailable_NeedsLock() => new(
        ErrorKind.Unavailable,
        _isRefused
            ? $"Version {Key.Version} of model '{Key.Model}' was unloaded. Load it with 'saker models load {Key.Model}/{Key.Version}' or POST /api/models/{Key.Model}/versions/{Key.Version}/load."
            : $"Version {Key.Version} of model '{Key.Model}' cannot be loaded: {_now.Reason} It is tried again after {_retryAt:HH:mm:ss} UTC.",
        "version")
    {
        RetryAfter = RetryAfter_NeedsLock(),
    };

    // Nobody knows when what was unloaded by request is loaded again.
    private TimeSpan? RetryAfter_NeedsLock() => IsWaiting_NeedsLock() && !_isRefused ? _retryAt - time.GetUtcNow() : null;

    private void Abandon(LoadFlight flight)
    {
        lock (_lock)
        {
            if (flight.Result is null)
            {
                flight.WaiterCount--;
                return;
            }
        }
        // It landed in the same moment, with a hold for this waiter.
        flight.Result.Release();
    }

    private void Drained(string reason)
    {
        lock (_lock)
        {
            if (--_drainCount == 0 && _now.State == VersionState.Unloading)
                Enter_NeedsLock(VersionState.Unloaded, reason);
        }
    }

    private void Enter(VersionState state, string? reason)
    {
        lock (_lock)
            Enter_NeedsLock(state, reason);
    }

    private void Enter_NeedsLock(VersionState state, string? reason)
    {
        _now = new VersionTransition(state, reason, time.GetUtcNow());
        _history.Enqueue(_now);
        while (_history.Count > options.MaxHistory)
            _history.Dequeue();
    }
}
