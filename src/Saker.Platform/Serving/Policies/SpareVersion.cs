using Saker.Platform.Serving.Lifecycle;

namespace Saker.Platform.Serving.Policies;

/// <summary>A version that stays in memory to answer for another, as far as the limits allow. Thread-safe.</summary>
/// <param name="version">Which one.</param>
/// <param name="shelf">Where versions are.</param>
/// <param name="farewell">Why it leaves memory when it is no longer needed.</param>
internal sealed class SpareVersion(PreviousVersion version, VersionShelf shelf, string farewell)
{
    private readonly Lock _lock = new();
    private VersionSlot? _joined;
    private bool _isRetired;

    /// <summary>Loads it in the background; what keeps it from being loaded shows in its own state, and again when it is asked.</summary>
    public void Begin() => _ = LoadAsync();

    /// <summary>Holds it, loading it first if it is not in memory.</summary>
    public async ValueTask<LoadedModel> HoldAsync(CancellationToken cancellationToken)
    {
        var slot = await shelf.GetAsync(version.Model, version.Version, cancellationToken);
        Join(slot);
        return slot.TryHold() ?? await shelf.HoldAsync(slot, keep: false, cancellationToken);
    }

    public void Retire()
    {
        VersionSlot? joined;
        lock (_lock)
        {
            _isRetired = true;
            (joined, _joined) = (_joined, null);
        }
        joined?.Leave(farewell);
    }

    /// <summary>Whether it was the first to say that the version is needed.</summary>
    private bool Join(VersionSlot slot)
    {
        lock (_lock)
        {
            if (_isRetired || _joined is not null)
                return false;
            slot.Join();
            _joined = slot;
            return true;
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            var slot = await shelf.GetAsync(version.Model, version.Version, CancellationToken.None);
            if (!Join(slot))
                return;
            (await shelf.HoldAsync(slot, keep: false, CancellationToken.None)).Release();
            // It may have been retired meanwhile.
            slot.UnloadUnlessNeeded(farewell);
        }
        catch (Exception)
        {
            // Its slot tells why; the endpoint answers without it.
        }
    }
}
