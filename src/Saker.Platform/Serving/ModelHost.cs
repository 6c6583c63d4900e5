using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Serving;

/// <summary>
/// Keeps in memory what every endpoint serves and answers from it. Thread-safe. A new version takes over without a failed
/// request: requests under way end on the version they began with, and a version that cannot be loaded displaces nothing.
/// </summary>
public sealed class ModelHost(
    IEndpointStore endpoints, IRegistryStore registry, ModelLoader load, HomeOptions options, TimeProvider time, ILogger<ModelHost> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, EndpointEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>Held by whoever changes entries; readers need nothing.</summary>
    private readonly SemaphoreSlim _changing = new(1);
    private bool _isDisposed;

    /// <summary>Loads what the store says and is not loaded yet, unloads what it no longer says. Afterwards every endpoint is active or failed.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var wanted = await endpoints.ListAsync(cancellationToken);
            foreach (var name in _entries.Keys.Except(wanted.Select(endpoint => endpoint.Name), StringComparer.Ordinal))
                Remove(name);
            var due = wanted.Where(IsDue).ToList();
            await Parallel.ForEachAsync(due, cancellationToken, async (endpoint, token) => await ChangeAsync(endpoint, token));
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Refreshes every <see cref="HomeOptions.PollInterval"/> until cancelled, so that deployments made by other processes arrive.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.PollInterval, time);
        try
        {
            do
                await TryRefreshAsync(cancellationToken);
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // This is how it ends.
        }
    }

    /// <summary>Checks the rows against the signature of the version that serves and predicts them.</summary>
    /// <exception cref="SakerException">
    /// No such endpoint (not found), none of its versions could be loaded (unavailable), or the rows are not what the model
    /// takes (invalid input, a problem for every wrong value).
    /// </exception>
    public async ValueTask<Prediction> PredictAsync(string endpoint, Table rows, CancellationToken cancellationToken)
    {
        using var call = await BeginAsync(endpoint, version: null, cancellationToken);
        var model = call.Model;
        model.Guard.Require(rows);
        TensorColumns.Fill(rows, model.Inputs, call.Inputs);
        await call.RunAsync(cancellationToken);
        return new Prediction(model.Version.Model, model.Version.Version, TensorColumns.ToTable(model.Outputs, call.Outputs));
    }

    /// <summary>Begins a call to a version, which stays loaded until the call is disposed.</summary>
    /// <param name="model">An endpoint's name.</param>
    /// <param name="version">The number of the version as text; null for the one that serves.</param>
    /// <param name="cancellationToken">Cancels the wait for a version that must be loaded first.</param>
    /// <exception cref="SakerException">No such model or version (not found), or it cannot be loaded now (unavailable).</exception>
    public ValueTask<InferCall> BeginAsync(string model, string? version, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entry = GetEntry(model);
        var held = Hold(model);
        if (version is not null && version != held.Version.Version.ToString(CultureInfo.InvariantCulture))
        {
            held.Release();
            throw new SakerException(ErrorKind.NotFound, $"Model '{model}' has version {held.Version.Version} loaded, not '{version}'.", "version");
        }
        var call = held.RentCall();
        call.Begin(entry.Traffic, time);
        return ValueTask.FromResult(call);
    }

    /// <exception cref="SakerException">No such endpoint.</exception>
    public EndpointStatus Get(string endpoint) => GetEntry(endpoint).ToStatus();

    public EndpointStatus? Find(string endpoint) => _entries.GetValueOrDefault(endpoint)?.ToStatus();

    /// <summary>Every endpoint by name.</summary>
    public IReadOnlyList<EndpointStatus> List() => [.. _entries.Values.Select(entry => entry.ToStatus()).OrderBy(status => status.Endpoint.Name, StringComparer.Ordinal)];

    /// <summary>The signature of the version that serves now.</summary>
    /// <exception cref="SakerException">No such endpoint, or nothing is loaded for it.</exception>
    public Signature GetSignature(string endpoint) => GetEntry(endpoint) is { Loaded: { } loaded } ? loaded.Signature : throw NotServing(endpoint);

    /// <summary>The traffic that this process answered.</summary>
    /// <exception cref="SakerException">No such endpoint.</exception>
    public TrafficSnapshot GetTraffic(string endpoint) => GetEntry(endpoint).Traffic.ToSnapshot();

    /// <summary>Unloads every model once its requests have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _changing.WaitAsync();
        try
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            var unloading = _entries.Values.Select(entry => entry.Loaded?.Unloaded ?? Task.CompletedTask).ToList();
            foreach (var name in _entries.Keys)
                Remove(name);
            await Task.WhenAll(unloading);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Whatever keeps the store from answering, serving goes on with what is loaded.</summary>
    private async Task TryRefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync(cancellationToken);
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            logger.RefreshFailed(e);
        }
    }

    private bool IsDue(Endpoint wanted)
    {
        if (!_entries.TryGetValue(wanted.Name, out var entry) || entry.Endpoint != wanted)
            return true;
        return entry.State switch
        {
            EndpointState.Active => false,
            EndpointState.Failed => time.GetUtcNow() >= entry.RetryAt,
            _ => true,
        };
    }

    private async Task ChangeAsync(Endpoint wanted, CancellationToken cancellationToken)
    {
        var before = _entries.GetValueOrDefault(wanted.Name) ?? new EndpointEntry { Endpoint = wanted, Traffic = new EndpointTraffic(time) };
        if (before.Loaded is { Version: var serving } && serving.Model == wanted.Model && serving.Version == wanted.Version)
        {
            _entries[wanted.Name] = before with { Endpoint = wanted, State = EndpointState.Active, Reason = null };
            return;
        }
        _entries[wanted.Name] = before with { Endpoint = wanted, State = EndpointState.Loading, Reason = $"Version {wanted.Version} of {wanted.Model} is being loaded." };
        var startedAt = time.GetTimestamp();
        try
        {
            var version = await registry.ResolveAsync($"{wanted.Model}/{wanted.Version}", cancellationToken);
            var loaded = new LoadedModel(await load(version, cancellationToken), version, time.GetUtcNow(), logger);
            _entries[wanted.Name] = before with { Endpoint = wanted, State = EndpointState.Active, Reason = null, Loaded = loaded };
            // Only now: whoever still finds the old one in their hands can take the new one instead.
            before.Loaded?.Release();
            logger.Serving(wanted.Name, wanted.Model, wanted.Version, time.GetElapsedTime(startedAt).TotalMilliseconds);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _entries[wanted.Name] = before with { Endpoint = wanted, State = EndpointState.Failed, Reason = e.Message, RetryAt = time.GetUtcNow() + options.LoadRetryDelay };
            logger.LoadFailed(e, wanted.Name, wanted.Model, wanted.Version);
        }
    }

    private void Remove(string name)
    {
        if (!_entries.TryRemove(name, out var removed))
            return;
        removed.Loaded?.Release();
        logger.Removed(name);
    }

    private LoadedModel Hold(string endpoint)
    {
        while (true)
        {
            var loaded = GetEntry(endpoint).Loaded ?? throw NotServing(endpoint);
            if (loaded.TryHold())
                return loaded;
        }
    }

    private EndpointEntry GetEntry(string endpoint) => _entries.TryGetValue(endpoint, out var entry)
        ? entry
        : throw new SakerException(ErrorKind.NotFound, $"There is no endpoint '{endpoint}'.", "endpoint");

    private SakerException NotServing(string endpoint) =>
        new(ErrorKind.Unavailable, $"Endpoint '{endpoint}' serves nothing yet: {GetEntry(endpoint).Reason}", "endpoint");
}
