using Saker.Platform.Serving.Lifecycle;

namespace Saker.Platform.Serving.Splits;

/// <summary>An arm's version in this process: kept in memory, as far as the limits allow, while its split lasts. Thread-safe.</summary>
/// <param name="arm">Which one.</param>
/// <param name="slot">Its place; null when it could not be looked up.</param>
/// <param name="fault">Why it could not be looked up.</param>
/// <param name="isOwn">Whether it is the version that the endpoint serves: that is kept by the endpoint itself.</param>
/// <param name="shelf">Where versions are.</param>
/// <param name="counter">What fell to it, also under earlier shares.</param>
internal sealed class ServedArm(SplitArm arm, VersionSlot? slot, string? fault, bool isOwn, VersionShelf shelf, ArmCounter counter)
{
    private int _isLoading;
    private volatile bool _isFull;

    public SplitArm Arm => arm;

    public VersionSlot? Slot => slot;

    public bool IsOwn => isOwn;

    public ArmCounter Counter => counter;

    /// <summary>Copies requests to it; null where it answers callers.</summary>
    public ShadowMirror? Mirror { get; set; }

    /// <summary>The load under way, or the last one.</summary>
    public Task Loading { get; private set; } = Task.CompletedTask;

    /// <summary>Whether the version is this arm's.</summary>
    public bool Is(LoadedModel model) => model.Version.Version == arm.Version && model.Version.Model == arm.Model;

    /// <summary>Holds the version if it is in memory; else begins to load it, without waiting, where it may be.</summary>
    public LoadedModel? TryHold()
    {
        if (slot?.TryHold() is { } held)
            return held;
        BeginLoad();
        return null;
    }

    /// <summary>It is needed in memory from now on.</summary>
    /// <param name="isNew">Whether it was not before: then what kept it from being loaded is forgotten.</param>
    public void Join(bool isNew)
    {
        if (isOwn || slot is null)
            return;
        slot.Join();
        if (isNew)
            slot.Allow();
        BeginLoad();
    }

    /// <summary>Loads it where it left memory, or could not come there for want of room.</summary>
    public void Keep()
    {
        _isFull = false;
        BeginLoad();
    }

    public void Leave(string reason)
    {
        if (!isOwn)
            slot?.Leave(reason);
    }

    public ArmStatus ToStatus() => new()
    {
        Arm = arm,
        Version = slot?.ToStatus(),
        Fault = fault ?? (_isFull ? "There is no room in memory for it beside what endpoints serve; allow more by max-loaded-versions or max-loaded-bytes." : null),
        IsOwn = isOwn,
        AssignedCount = counter.AssignedCount,
        UnavailableCount = counter.UnavailableCount,
        ShieldedCount = counter.ShieldedCount,
        Shadow = Mirror?.ToStatus(),
    };

    private void BeginLoad()
    {
        if (isOwn || _isFull || slot is not { Loaded: null, MayLoad: true } || Interlocked.Exchange(ref _isLoading, 1) != 0)
            return;
        // A rollout of one endpoint is not to cost the callers of another their version.
        if (shelf.TryMakeRoom(slot))
        {
            Loading = LoadAsync(slot);
            return;
        }
        _isFull = true;
        Volatile.Write(ref _isLoading, 0);
    }

    private async Task LoadAsync(VersionSlot wanted)
    {
        try
        {
            (await shelf.HoldAsync(wanted, keep: false, CancellationToken.None)).Release();
            // The split may have ended meanwhile.
            wanted.UnloadUnlessNeeded("No endpoint serves it.");
        }
        catch (Exception)
        {
            // Its slot tells why; the endpoint answers without it.
        }
        finally
        {
            Volatile.Write(ref _isLoading, 0);
        }
    }
}
