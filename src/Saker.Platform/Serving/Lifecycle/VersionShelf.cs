using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>The places of all versions that were asked for in this process, and how many of them are in memory. Thread-safe.</summary>
internal sealed class VersionShelf : IAsyncDisposable
{
    private const int MaxCheckedTogether = 20;

    private readonly ConcurrentDictionary<VersionKey, VersionSlot> _slots = new();
    private readonly IRegistryStore _registry;
    private readonly ModelLoader _load;
    private readonly ServingOptions _options;
    private readonly HomeOptions _home;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LoadThreads _threads;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<LoadFlight, VersionSlot> _flights = new();
    private readonly Lock _room = new();
    private readonly Queue<VersionSlot> _unchecked = new();

    public VersionShelf(IRegistryStore registry, ModelLoader load, ServingOptions options, HomeOptions home, TimeProvider time, ILogger logger)
    {
        options.Validate();
        (_registry, _load, _options, _home, _time, _logger) = (registry, load, options, home, time, logger);
        _threads = new LoadThreads(options.MaxConcurrentLoads);
    }

    public VersionSlot? Find(string model, int version) => _slots.GetValueOrDefault(new VersionKey(model, version));

    /// <summary>A version without loading it, whether or not it was asked for.</summary>
    public VersionStatus Status(ModelVersion version) => Find(version.Model, version.Version)?.ToStatus() ?? new VersionStatus
    {
        Model = version.Model,
        Version = version.Version,
        State = VersionState.Registered,
        Reason = null,
        Since = version.CreatedAt,
        EstimatedBytes = VersionMemory.Estimate(version.Folder),
    };

    /// <summary>The versions of a model that were asked for.</summary>
    public IReadOnlyList<VersionSlot> List(string model) => [.. _slots.Values.Where(slot => slot.Key.Model == model)];

    /// <summary>The versions in memory. They are not held: any may be unloaded at any time, but for what is known of them.</summary>
    public IReadOnlyList<LoadedModel> ListLoaded() => [.. _slots.Values.Select(slot => slot.Loaded).OfType<LoadedModel>()];

    /// <summary>The versions that were asked for, by model and then the newest first.</summary>
    public IReadOnlyList<VersionGauges> ListGauges() =>
        [.. _slots.Values.OrderBy(slot => slot.Key.Model, StringComparer.Ordinal).ThenByDescending(slot => slot.Key.Version).Select(slot => slot.ToGauges())];

    /// <summary>The place of a version as text.</summary>
    /// <exception cref="SakerException">The model has no such version (not found).</exception>
    public ValueTask<VersionSlot> GetAsync(string model, string version, CancellationToken cancellationToken)
    {
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
            throw new SakerException(ErrorKind.NotFound, $"Model '{model}' has no version '{version}': versions are numbers from 1.", "version");
        return GetAsync(model, number, cancellationToken);
    }

    /// <exception cref="SakerException">The model has no such version (not found).</exception>
    public async ValueTask<VersionSlot> GetAsync(string model, int version, CancellationToken cancellationToken) =>
        Find(model, version) ?? GetOrAdd(await _registry.ResolveAsync($"{model}/{version}", cancellationToken));

    /// <summary>As the other, and asks the registry in any case: a model may have been deleted, and another one have its name.</summary>
    public async ValueTask<VersionSlot> ResolveAsync(string model, int version, CancellationToken cancellationToken) =>
        GetOrAdd(await _registry.ResolveAsync($"{model}/{version}", cancellationToken));

    /// <summary>Takes from the shelf what the registry no longer has, or has in another form; looks at a few versions at a time, and at all in turn.</summary>
    public async Task RemoveGoneAsync(CancellationToken cancellationToken)
    {
        if (_unchecked.Count == 0)
            _slots.Values.ToList().ForEach(_unchecked.Enqueue);
        for (var i = 0; i < MaxCheckedTogether && _unchecked.TryDequeue(out var slot); i++)
        {
            try
            {
                await ResolveAsync(slot.Key.Model, slot.Key.Version, cancellationToken);
            }
            catch (SakerException e) when (e.Kind == ErrorKind.NotFound)
            {
                if (_slots.TryRemove(KeyValuePair.Create(slot.Key, slot)))
                    slot.Unload("It was deleted from the registry.");
            }
        }
    }

    public VersionSlot GetOrAdd(ModelVersion version)
    {
        var key = new VersionKey(version.Model, version.Version);
        var slot = _slots.GetOrAdd(key, static (_, args) => new VersionSlot(args.Version, args.Options, args.Time), (Version: version, Options: _options, Time: _time));
        // A model of the same name was registered anew: its version 1 is not the one that was here.
        while (slot.Version.CreatedAt != version.CreatedAt || slot.Version.Hash != version.Hash)
        {
            var newer = new VersionSlot(version, _options, _time);
            if (_slots.TryUpdate(key, newer, slot))
            {
                slot.Unload("Another version has its name and number now.");
                slot = newer;
            }
            else
            {
                slot = _slots.GetOrAdd(key, newer);
            }
        }
        if (_slots.Count > _options.MaxRememberedVersions)
            Forget(slot);
        return slot;
    }

    /// <summary>Holds a version, loading it first if it is not in memory.</summary>
    public ValueTask<LoadedModel> HoldAsync(VersionSlot slot, bool keep, CancellationToken cancellationToken) =>
        slot.HoldAsync(flight => Begin(slot, flight), keep, cancellationToken);

    /// <summary>Whether a version more, with others that are planned, would make another be unloaded.</summary>
    public bool IsFull(int plannedCount, long plannedBytes, VersionSlot next)
    {
        var (count, bytes) = Usage();
        return count + plannedCount + 1 > _options.MaxLoadedVersions || bytes + plannedBytes + next.EstimatedBytes > _options.MaxLoadedBytes;
    }

    /// <summary>Whether a version fits beside all that endpoints serve; what nobody serves makes room for it.</summary>
    public bool TryMakeRoom(VersionSlot next)
    {
        lock (_room)
        {
            var (count, bytes) = Usage();
            foreach (var other in _flights.Values)
                if (!ReferenceEquals(other, next))
                    (count, bytes) = (count + 1, bytes + other.EstimatedBytes);
            (count, bytes) = (count + 1, bytes + next.EstimatedBytes);
            foreach (var slot in _slots.Values.Where(slot => slot.Loaded is not null && !slot.IsServed).OrderBy(slot => slot.LastUsedTicks).ToList())
            {
                if (count <= _options.MaxLoadedVersions && bytes <= _options.MaxLoadedBytes)
                    break;
                if (slot.TryEvict("It was unloaded to make room for others; the next request loads it again."))
                    (count, bytes) = (count - 1, bytes - slot.EstimatedBytes);
            }
            return count <= _options.MaxLoadedVersions && bytes <= _options.MaxLoadedBytes;
        }
    }

    /// <summary>Unloads what is beyond the limits and not held, as after a time in which everything was.</summary>
    public void Trim() => MakeRoom(null);

    /// <summary>Unloads everything and waits for the calls under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_flights.Keys.Select(flight => flight.Landing.Task));
        var loaded = _slots.Values.Select(slot => slot.Loaded?.Unloaded ?? Task.CompletedTask).ToList();
        foreach (var slot in _slots.Values)
            slot.Unload("The server stops.");
        await Task.WhenAll(loaded);
        _threads.Dispose();
    }

    private void Begin(VersionSlot slot, LoadFlight flight)
    {
        _flights[flight] = slot;
        _ = _threads.RunAsync(() => FlyAsync(slot, flight));
    }

    private async Task FlyAsync(VersionSlot slot, LoadFlight flight)
    {
        LoadedModel? loaded = null;
        try
        {
            _stop.Token.ThrowIfCancellationRequested();
            slot.Version.RequireFiles();
            MakeRoom(slot);
            var startedAt = _time.GetTimestamp();
            var (queue, batching) = slot.Settings;
            loaded = new LoadedModel(await _load(slot.Version, _stop.Token), slot.Version, _time, _logger, queue, batching, _options.Explaining) { EstimatedBytes = slot.EstimatedBytes, MaxFailedRuns = _options.MaxFailedRuns, BatchingTrialTimeout = _options.BatchingTrialTimeout };
            loaded.Reported = slot.Report;
            slot.Warming();
            var warning = await WarmUp.RunAsync(loaded, slot.Version.Folder, _options.WarmUpRuns, _stop.Token);
            // What is told is what callers asked.
            loaded.Statistics.Clear();
            _flights.TryRemove(flight, out _);
            slot.Land(flight, loaded, warning);
            _logger.Loaded(slot.Key.Model, slot.Key.Version, _time.GetElapsedTime(startedAt).TotalMilliseconds);
            if (warning is not null)
                _logger.WarmUpWarning(slot.Key.Model, slot.Key.Version, warning);
        }
        catch (Exception e)
        {
            loaded?.Release();
            _flights.TryRemove(flight, out _);
            slot.Fail(flight, _stop.IsCancellationRequested ? "The server stops." : e.Message, _time.GetUtcNow() + _home.LoadRetryDelay);
            if (!_stop.IsCancellationRequested)
                _logger.VersionFailed(e, slot.Key.Model, slot.Key.Version);
        }
    }

    /// <summary>Unloads versions that no call holds, the longest unused first, until the next one fits.</summary>
    private void MakeRoom(VersionSlot? next)
    {
        lock (_room)
        {
            var (count, bytes) = Usage();
            // Loads under way count: what they load will be there at the same time.
            foreach (var other in _flights.Values)
                if (!ReferenceEquals(other, next))
                    (count, bytes) = (count + 1, bytes + other.EstimatedBytes);
            if (next is not null)
                (count, bytes) = (count + 1, bytes + next.EstimatedBytes);
            if (count <= _options.MaxLoadedVersions && bytes <= _options.MaxLoadedBytes)
                return;
            foreach (var slot in _slots.Values.Where(slot => slot.Loaded is not null).OrderBy(slot => slot.LastUsedTicks).ToList())
            {
                if (!slot.TryEvict("It was unloaded to make room for others; the next request loads it again."))
                    continue;
                _logger.Evicted(slot.Key.Model, slot.Key.Version);
                (count, bytes) = (count - 1, bytes - slot.EstimatedBytes);
                if (count <= _options.MaxLoadedVersions && bytes <= _options.MaxLoadedBytes)
                    return;
            }
        }
    }

    private (int Count, long Bytes) Usage()
    {
        var (count, bytes) = (0, 0L);
        foreach (var (_, slot) in _slots)
            if (slot.Loaded is not null)
                (count, bytes) = (count + 1, bytes + slot.EstimatedBytes);
        return (count, bytes);
    }

    private void Forget(VersionSlot except)
    {
        foreach (var slot in _slots.Values.Where(slot => slot.IsForgettable && !ReferenceEquals(slot, except)).OrderBy(slot => slot.LastUsedTicks).Take(1 + (_options.MaxRememberedVersions / 10)).ToList())
            _slots.TryRemove(slot.Key, out _);
    }
}
