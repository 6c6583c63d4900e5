using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Policies;
using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>
/// Which version answers under which name: endpoints as the store has them, and registered models under their own names once they
/// are asked for. A name passes from one version to the next only when the next is loaded and warm. Thread-safe.
/// </summary>
internal sealed class ServedNames(IEndpointStore endpoints, IRegistryStore registry, VersionShelf shelf, SplitMaking splits, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>The alias whose version a registered model's own name stands for.</summary>
    public const string Alias = "champion";

    /// <summary>How long a process that begins waits for a version that no server had warm yet, while the one before it could answer.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, ServedName> _names = new(StringComparer.Ordinal);

    /// <summary>Held by whoever compares names with the stores.</summary>
    private readonly SemaphoreSlim _refreshing = new(1);

    /// <summary>Held, never across a wait, by whoever puts an entry in another's place; readers need nothing.</summary>
    private readonly Lock _changing = new();
    private bool _isFirst = true;
    private bool _isDisposed;

    public IEnumerable<ServedName> All => _names.Values;

    public ServedName? Find(string name) => _names.GetValueOrDefault(name);

    /// <summary>Begins what the stores say and is not so yet.</summary>
    /// <returns>The changes under way, by name.</returns>
    public async Task<IReadOnlyDictionary<string, Task>> BeginRefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var wanted = await endpoints.ListAsync(cancellationToken);
            foreach (var name in _names.Values.Where(entry => entry.IsEndpoint).Select(entry => entry.Endpoint.Name).Except(wanted.Select(endpoint => endpoint.Name), StringComparer.Ordinal))
                Remove(name);
            var (plannedCount, plannedBytes) = (0, 0L);
            List<Action> unproven = [];
            foreach (var endpoint in wanted)
            {
                if (!IsDue(endpoint, isEndpoint: true))
                {
                    Find(endpoint.Name)?.Split?.Keep();
                    continue;
                }
                var standsIn = await TryStandInAsync(endpoint, cancellationToken) && endpoint.Split!.IsUnproven;
                if (await LookUpAsync(endpoint, cancellationToken) is not { } slot)
                    continue;
                var split = await SplitAsync(endpoint, cancellationToken);
                if (standsIn)
                {
                    unproven.Add(() => Begin(endpoint, isEndpoint: true, slot, split, Task.Delay(s_patience, time, CancellationToken.None)));
                    continue;
                }
                if (_isFirst && shelf.IsFull(plannedCount, plannedBytes, slot))
                {
                    Point(endpoint, isEndpoint: true, slot, split);
                    continue;
                }
                (plannedCount, plannedBytes) = (plannedCount + 1, plannedBytes + slot.EstimatedBytes);
                Begin(endpoint, isEndpoint: true, slot, split);
            }
            // What callers wait for is loaded first.
            unproven.ForEach(begin => begin());
            await RefreshModelsAsync(cancellationToken);
            await shelf.RemoveGoneAsync(cancellationToken);
            _isFirst = false;
            shelf.Trim();
            return _names.Values.Where(entry => !entry.IsSettled).ToDictionary(entry => entry.Endpoint.Name, entry => entry.Settling, StringComparer.Ordinal);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <summary>The entry of a registered model's own name.</summary>
    /// <exception cref="SakerException">Neither an endpoint nor a registered model has the name (not found).</exception>
    public async ValueTask<ServedName> GetAsync(string name, CancellationToken cancellationToken)
    {
        if (Find(name) is { } known)
            return known;
        var model = IsName(name) ? await registry.FindAsync(name, cancellationToken) : null;
        if (model is not { Versions.Count: > 0 } || _isDisposed)
            throw new SakerException(ErrorKind.NotFound, $"There is no endpoint '{name}', nor a registered model of that name.", "endpoint");
        var version = Serving(model);
        return Find(name) ?? Point(AsEndpoint(model, version), isEndpoint: false, shelf.GetOrAdd(version));
    }

    /// <summary>The entry of a name; where a first version is being loaded, the entry once that answers or has failed.</summary>
    /// <exception cref="SakerException">Neither an endpoint nor a registered model has the name (not found).</exception>
    public async ValueTask<ServedName> GetArrivedAsync(string name, CancellationToken cancellationToken)
    {
        var found = await GetAsync(name, cancellationToken);
        if (found.Serving is not null || found.Change.IsCompleted)
            return found;
        await found.Change.WaitAsync(cancellationToken);
        return await GetAsync(name, cancellationToken);
    }

    /// <summary>Unloads everything and waits for calls under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _refreshing.WaitAsync();
        try
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            foreach (var name in _names.Values)
                name.Split?.Retire(next: null);
            _names.Clear();
            await shelf.DisposeAsync();
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private static bool IsName(string text) => ModelNames.IsPossible(text);

    /// <summary>The version that a registered model's own name stands for: its champion, else the newest that can be loaded.</summary>
    public static ModelVersion Serving(RegisteredModel model) =>
        model.Aliases.TryGetValue(Alias, out var number) && model.Versions.FirstOrDefault(version => version.Version == number) is { } champion
            ? champion
            : model.Versions.FirstOrDefault(version => version.HasFiles) ?? model.Versions[0];

    private static Endpoint AsEndpoint(RegisteredModel model, ModelVersion version) =>
        new() { Name = model.Name, Model = model.Name, Version = version.Version, DeployedAt = version.CreatedAt };

    /// <summary>Registered models that were asked for by name follow their alias.</summary>
    private async Task RefreshModelsAsync(CancellationToken cancellationToken)
    {
        var asked = _names.Values.Where(entry => !entry.IsEndpoint).ToList();
        if (asked.Count == 0)
            return;
        var models = (await registry.ListAsync(cancellationToken)).ToDictionary(model => model.Name, StringComparer.Ordinal);
        foreach (var entry in asked)
        {
            if (!models.TryGetValue(entry.Endpoint.Name, out var model) || model.Versions.Count == 0)
            {
                Remove(entry.Endpoint.Name);
                continue;
            }
            var version = Serving(model);
            var wanted = AsEndpoint(model, version);
            if (!IsDue(wanted, isEndpoint: false))
                continue;
            // What is not in memory needs no successor in memory either.
            if (entry.Serving?.Loaded is null)
                Point(wanted, isEndpoint: false, shelf.GetOrAdd(version));
            else
                Begin(wanted, isEndpoint: false, shelf.GetOrAdd(version), split: null);
        }
    }

    private bool IsDue(Endpoint wanted, bool isEndpoint)
    {
        if (!_names.TryGetValue(wanted.Name, out var entry) || entry.Endpoint != wanted || entry.IsEndpoint != isEndpoint)
            return true;
        return entry.Change.IsCompleted && (entry.Wanted is null || entry.Split is { IsComplete: false } || (!ReferenceEquals(entry.Serving, entry.Wanted) && entry.Wanted.MayLoad));
    }

    /// <summary>
    /// Where nothing answers yet in this process, and the endpoint is being switched to another version: has the one before answer until the other is loaded, as it does where it was
    /// answering already.
    /// </summary>
    private async Task<bool> TryStandInAsync(Endpoint wanted, CancellationToken cancellationToken)
    {
        if (Find(wanted.Name)?.Serving is not null || wanted.Split is not { Kind: SplitKind.Split, Arms: [var control, ..] } || !wanted.Split.Arms.Skip(1).Any(arm => (arm.Model, arm.Version) == (wanted.Model, wanted.Version)))
            return false;
        try
        {
            Point(wanted, isEndpoint: true, await shelf.ResolveAsync(control.Model, control.Version, cancellationToken));
            return true;
        }
        catch (SakerException e)
        {
            logger.LoadFailed(e, wanted.Name, control.Model, control.Version);
            return false;
        }
    }

    private async Task<VersionSlot?> LookUpAsync(Endpoint wanted, CancellationToken cancellationToken)
    {
        try
        {
            return await shelf.ResolveAsync(wanted.Model, wanted.Version, cancellationToken);
        }
        catch (SakerException e)
        {
            lock (_changing)
                _names[wanted.Name] = Entry_NeedsLock(wanted, isEndpoint: true) with { Wanted = null, Fault = e.Message };
            logger.LoadFailed(e, wanted.Name, wanted.Model, wanted.Version);
            return null;
        }
    }

    /// <summary>Makes a name stand for a version at once, whether or not it is in memory.</summary>
    private ServedName Point(Endpoint wanted, bool isEndpoint, VersionSlot slot, ServedSplit? split = null)
    {
        ServedName after;
        VersionSlot? left;
        Former former;
        lock (_changing)
        {
            var before = Entry_NeedsLock(wanted, isEndpoint);
            Configure(slot, wanted, isEndpoint);
            var policy = Policy(before, wanted, out var old);
            former = new Former(old, before.Split, split);
            after = Serve_NeedsLock(before with { Endpoint = wanted, Policy = policy, Split = split }, slot, out left);
        }
        Leave(left, slot);
        former.Retire();
        return after;
    }

    private void Begin(Endpoint wanted, bool isEndpoint, VersionSlot slot, ServedSplit? split, Task? patience = null)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        LoadedModel? pinned;
        Former former;
        var isServing = false;
        lock (_changing)
        {
            var before = Entry_NeedsLock(wanted, isEndpoint);
            var policy = Policy(before, wanted, out var old);
            former = new Former(old, before.Split, split);
            Configure(slot, wanted, isEndpoint);
            // Other settings or shares alone are no deployment: what was unloaded stays so.
            var isDeployed = before.Endpoint with { Settings = wanted.Settings, Split = wanted.Split } != wanted || before.Wanted is null || !ReferenceEquals(before.Wanted, slot);
            if (isDeployed)
                slot.Allow();
            if (ReferenceEquals(before.Serving, slot) && (slot.Loaded is not null || !isDeployed))
            {
                _names[wanted.Name] = before with { Endpoint = wanted, Policy = policy, Split = split, Wanted = slot, Fault = null };
                (isServing, pinned) = (true, null);
            }
            else
            {
                // The version that answers stays in memory while its successor is loaded, whatever the limits.
                pinned = before.Serving?.TryHold();
                _names[wanted.Name] = before with { Endpoint = wanted, Policy = policy, Split = split, Wanted = slot, Fault = null, Change = begun.Task, Patience = patience };
            }
        }
        if (isServing)
            former.Retire();
        else
            _ = ChangeAsync(wanted, slot, pinned, former, begun);
    }

    /// <param name="wanted">What the name is to serve.</param>
    /// <param name="slot">The version.</param>
    /// <param name="pinned">The version that answers meanwhile, held.</param>
    /// <param name="former">Let go when the change is over: a version that it keeps in memory may be the next one.</param>
    /// <param name="begun">Ended when the change is over.</param>
    private async Task ChangeAsync(Endpoint wanted, VersionSlot slot, LoadedModel? pinned, Former former, TaskCompletionSource begun)
    {
        var startedAt = time.GetTimestamp();
        try
        {
            var held = await shelf.HoldAsync(slot, keep: false, CancellationToken.None);
            VersionSlot? left = null;
            bool isWanted;
            lock (_changing)
            {
                // Whoever was deployed meanwhile goes first.
                if (_names.TryGetValue(wanted.Name, out var now) && now.Endpoint == wanted)
                    Serve_NeedsLock(now, slot, out left);
                // A later change of the settings may be on its way to it.
                isWanted = _names.Values.Any(name => ReferenceEquals(name.Wanted, slot));
            }
            pinned?.Release();
            pinned = null;
            Leave(left, slot);
            held.Release();
            if (!isWanted)
                slot.UnloadUnlessNeeded("No endpoint serves it.");
            logger.Serving(wanted.Name, wanted.Model, wanted.Version, time.GetElapsedTime(startedAt).TotalMilliseconds);
        }
        catch (Exception e)
        {
            logger.LoadFailed(e, wanted.Name, wanted.Model, wanted.Version);
        }
        finally
        {
            pinned?.Release();
            former.Retire();
            begun.SetResult();
        }
    }

    private void Remove(string name)
    {
        ServedName? removed;
        lock (_changing)
            _names.TryRemove(name, out removed);
        if (removed is null)
            return;
        removed.Policy.Retire();
        removed.Split?.Retire(next: null);
        removed.Serving?.Leave($"Endpoint '{name}' was removed.");
        logger.Removed(name);
    }

    private async ValueTask<ServedSplit?> SplitAsync(Endpoint wanted, CancellationToken cancellationToken) =>
        wanted.Split is null ? null : await splits.MakeAsync(wanted, Find(wanted.Name)?.Split, cancellationToken);

    private ServedName Entry_NeedsLock(Endpoint wanted, bool isEndpoint) => _names.TryGetValue(wanted.Name, out var found)
        ? found with { IsEndpoint = isEndpoint }
        : new ServedName { Endpoint = wanted, IsEndpoint = isEndpoint, Traffic = new EndpointTraffic(time), Policy = new EndpointPolicy(wanted, shelf, time) };

    // The new one begins before the old one is let go: what both keep in memory stays there.
    private EndpointPolicy Policy(ServedName before, Endpoint wanted, out EndpointPolicy? old)
    {
        old = null;
        if (before.Policy.Suits(wanted))
        {
            before.Policy.Begin();
            return before.Policy;
        }
        old = before.Policy;
        var policy = new EndpointPolicy(wanted, shelf, time);
        policy.Begin();
        return policy;
    }

    // A registered model's own name has no say in how its versions serve.
    private static void Configure(VersionSlot slot, Endpoint wanted, bool isEndpoint)
    {
        if (isEndpoint)
            slot.Configure(wanted.Settings.Queue, wanted.Settings.Batching);
    }

    /// <summary>From here on new requests go to the version; those that hold the one before end on it.</summary>
    private ServedName Serve_NeedsLock(ServedName before, VersionSlot slot, out VersionSlot? left)
    {
        left = ReferenceEquals(before.Serving, slot) ? null : before.Serving;
        if (!ReferenceEquals(before.Serving, slot))
            slot.Join();
        return _names[before.Endpoint.Name] = before with { Serving = slot, Wanted = slot, Fault = null, Patience = null };
    }

    // After the entry was replaced: whoever still finds the old one in their hands can take the new one instead.
    private static void Leave(VersionSlot? left, VersionSlot next) => left?.Leave($"Version {next.Key.Version} of {next.Key.Model} answers in its place.");
}
