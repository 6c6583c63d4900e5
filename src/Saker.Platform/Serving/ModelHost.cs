using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Fallback;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Serving.Policies;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Serving.Splits;
using Saker.Platform.Serving.Statistics;
using Saker.Platform.Storage;

namespace Saker.Platform.Serving;

/// <summary>
/// Keeps versions in memory and answers from them. A model is an endpoint's name, or a registered model where no endpoint has the
/// name. Thread-safe. A new version takes over without a failed request: requests under way end on the version they began with,
/// and a version that cannot be loaded or does not pass its warm-up displaces nothing.
/// </summary>
public sealed class ModelHost : IAsyncDisposable
{
    private readonly CallObservers _observers = new();
    private readonly ShadowObservers _shadowObservers = new();
    private readonly VersionShelf _shelf;
    private readonly ServedNames _names;
    private readonly SplitRouter _router;
    private readonly VersionReports _reports;
    private readonly ModelIndex _index;
    private readonly IRegistryStore _registry;
    private readonly HomeOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ModelHost> _logger;
    private volatile bool _isFollowing;

    public ModelHost(
        IEndpointStore endpoints, IRegistryStore registry, ModelLoader load, HomeOptions options, ServingOptions serving, TimeProvider time, ILogger<ModelHost> logger)
    {
        (_registry, _options, _time, _logger) = (registry, options, time, logger);
        _shelf = new VersionShelf(registry, load, serving, options, time, logger);
        _names = new ServedNames(endpoints, registry, _shelf, new SplitMaking(_shelf, _shadowObservers, time, logger), time, logger);
        _router = new SplitRouter(this, _names);
        _reports = new VersionReports(_names, _shelf, time);
        _index = new ModelIndex(_names, _shelf, registry);
    }

    /// <summary>Whether this process follows deployments by itself.</summary>
    internal bool IsFollowing => _isFollowing;

    /// <summary>All that are shown requests, as one; null for nobody.</summary>
    internal ICallObserver? Observer => _observers.Together;

    /// <summary>Shows every request that begins from now on to an observer, at its end.</summary>
    public void AddObserver(ICallObserver observer) => _observers.Add(observer);

    /// <summary>Requests that begin from now on are no longer shown to it.</summary>
    public void RemoveObserver(ICallObserver observer) => _observers.Remove(observer);

    /// <summary>Shows every copy of a request that a candidate runs in the shadow from now on to an observer.</summary>
    public void AddShadowObserver(IShadowObserver observer) => _shadowObservers.Add(observer);

    /// <summary>Copies that run from now on are no longer shown to it.</summary>
    public void RemoveShadowObserver(IShadowObserver observer) => _shadowObservers.Remove(observer);

    /// <summary>Loads what the store says and is not loaded yet, unloads what it no longer says, and waits until that is done or has failed.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll((await _names.BeginRefreshAsync(cancellationToken)).Values).WaitAsync(cancellationToken);

    /// <summary>As the other, but waits for one endpoint only: others may take their time.</summary>
    public async Task RefreshAsync(string endpoint, CancellationToken cancellationToken)
    {
        if ((await _names.BeginRefreshAsync(cancellationToken)).TryGetValue(endpoint, out var change))
            await change.WaitAsync(cancellationToken);
    }

    /// <summary>As the others, and gives what is still to be waited for.</summary>
    internal async Task<Task> BeginRefreshAsync(string endpoint, CancellationToken cancellationToken) =>
        (await _names.BeginRefreshAsync(cancellationToken)).GetValueOrDefault(endpoint, Task.CompletedTask);

    /// <summary>Refreshes every <see cref="HomeOptions.PollInterval"/> until cancelled, so that deployments made by other processes arrive.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _isFollowing = true;
        using var timer = new PeriodicTimer(_options.PollInterval, _time);
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
        finally
        {
            _isFollowing = false;
        }
    }

    /// <summary>Checks the rows against the signature of the version that serves and predicts them.</summary>
    /// <exception cref="SakerException">
    /// No such endpoint (not found), none of its versions could be loaded (unavailable), or the rows are not what the model
    /// takes (invalid input, a problem for every wrong value).
    /// </exception>
    public ValueTask<Prediction> PredictAsync(string endpoint, Table rows, CancellationToken cancellationToken) => PredictAsync(endpoint, rows, new NoKeys(), cancellationToken);

    /// <summary>As the other, for a caller whose key tells which arm of a split answers.</summary>
    public async ValueTask<Prediction> PredictAsync<TKeys>(string endpoint, Table rows, TKeys keys, CancellationToken cancellationToken)
        where TKeys : ICallKeys
    {
        var begun = await BeginAsync(endpoint, version: null, keys, cancellationToken);
        begun.RequestId = keys.RequestId;
        using var call = await AnswerAsync(begun, new TableRequest(endpoint, rows), cancellationToken);
        return new Prediction(call.Source?.Model ?? call.Model.Version.Model, call.AnsweredVersion, TensorColumns.ToTable(call.Model.Signature, call.Model.Outputs, call.Outputs))
        {
            Source = call.Source,
            Arm = call.ArmName,
            Warnings = call.Report.Warnings,
        };
    }

    /// <summary>
    /// Begins a call to a version, which stays loaded until the call is disposed. A version that is not in memory is loaded first, once for
    /// all who ask.
    /// </summary>
    /// <param name="model">An endpoint's name; where there is none, a registered model's: its version with the alias <c>champion</c>, else its newest.</param>
    /// <param name="version">The number of a registered version as text; null for the one that serves.</param>
    /// <param name="cancellationToken">Cancels the wait for a version that must be loaded first.</param>
    /// <exception cref="SakerException">No such model or version (not found), or it cannot be loaded now or was unloaded by request (unavailable).</exception>
    public ValueTask<InferCall> BeginAsync(string model, string? version, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return version is null && _names.Find(model) is { } name && name.Serving?.TryHold() is { } held
            ? ValueTask.FromResult(Begin(held, name, mayFallBack: true))
            : BeginOrFallBackAsync(model, version, cancellationToken);
    }

    /// <summary>
    /// As the other, for a request whose key tells which arm of the endpoint's split answers it. Where <see cref="InferCall.Split"/> is set, have it answered by
    /// <see cref="AnswerAsync"/>, so that a candidate that cannot answer costs the caller nothing.
    /// </summary>
    /// <param name="model">As in the other.</param>
    /// <param name="version">As in the other; a version asked for by its number is never split.</param>
    /// <param name="keys">What is known of the request.</param>
    /// <param name="cancellationToken">As in the other.</param>
    /// <exception cref="SakerException">As in the other.</exception>
    public ValueTask<InferCall> BeginAsync<TKeys>(string model, string? version, TKeys keys, CancellationToken cancellationToken)
        where TKeys : ICallKeys
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (version is null && _names.Find(model) is { } name)
        {
            if (name.Split is { } split)
                return _router.BeginAsync(name, split, keys, cancellationToken);
            if (name.Serving?.TryHold() is { } held)
                return ValueTask.FromResult(Begin(held, name, mayFallBack: true));
        }
        return BeginOrFallBackAsync(model, version, cancellationToken);
    }

    /// <summary>Reads and runs a request, by another version where the one that it fell to does not answer it.</summary>
    /// <param name="begun">Not read yet. It is let go here, unless it is the one that is given back.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller is gone.</param>
    /// <returns>The call that answered; the caller lets it go.</returns>
    /// <exception cref="SakerException">As <see cref="InferCall.RunAsync"/>, or as the request is read.</exception>
    public ValueTask<InferCall> AnswerAsync(InferCall begun, ICallRequest request, CancellationToken cancellationToken) => _router.AnswerAsync(begun, request, cancellationToken);

    /// <summary>Loads a version, and lets requests load it again after it was unloaded.</summary>
    /// <param name="model">As in <see cref="BeginAsync"/>.</param>
    /// <param name="version">The number as text; null for the one that should serve.</param>
    /// <param name="cancellationToken">Ends the wait, not the load.</param>
    /// <returns>The version as it is now.</returns>
    /// <exception cref="SakerException">No such model or version (not found), or it cannot be loaded (unavailable; the message says why).</exception>
    public async Task<VersionStatus> LoadAsync(string model, string? version, CancellationToken cancellationToken)
    {
        var name = await _names.GetAsync(model, cancellationToken);
        var slot = version is null ? name.Wanted ?? throw NotServing(name) : await _shelf.GetAsync(name.Endpoint.Model, version, cancellationToken);
        slot.Allow();
        (await _shelf.HoldAsync(slot, keep: version is not null, cancellationToken)).Release();
        return slot.ToStatus();
    }

    /// <summary>
    /// Unloads a version: calls under way end on it, new ones are refused until it is loaded or deployed again. It lasts as long as this
    /// process: the next one loads what is deployed.
    /// </summary>
    /// <param name="model">As in <see cref="BeginAsync"/>.</param>
    /// <param name="version">The number as text; null for all that are in memory and the one that serves.</param>
    /// <param name="cancellationToken">Cancels before anything is unloaded.</param>
    /// <exception cref="SakerException">No such model or version (not found).</exception>
    public async Task<IReadOnlyList<VersionStatus>> UnloadAsync(string model, string? version, CancellationToken cancellationToken)
    {
        var name = await _names.GetAsync(model, cancellationToken);
        IReadOnlyList<VersionSlot> slots = version is not null
            ? [await _shelf.GetAsync(name.Endpoint.Model, version, cancellationToken)]
            : [.. _shelf.List(name.Endpoint.Model).Where(slot => slot.Loaded is not null || ReferenceEquals(slot, name.Serving) || ReferenceEquals(slot, name.Wanted))];
        foreach (var slot in slots)
        {
            slot.Refuse("It was unloaded by request.");
            _logger.UnloadedByRequest(slot.Key.Model, slot.Key.Version);
        }
        return [.. slots.Select(slot => slot.ToStatus())];
    }

    /// <summary>Every version of the registered model behind a name, the newest first, whether or not it is in memory.</summary>
    /// <exception cref="SakerException">No such model (not found).</exception>
    public async Task<IReadOnlyList<VersionStatus>> ListVersionsAsync(string model, CancellationToken cancellationToken)
    {
        var registered = _names.Find(model)?.Endpoint.Model ?? model;
        var found = await _registry.FindAsync(registered, cancellationToken)
            ?? throw new SakerException(ErrorKind.NotFound, $"There is no endpoint '{model}', nor a registered model of that name.", "model");
        return [.. found.Versions.Select(_shelf.Status)];
    }

    /// <summary>One version without loading it.</summary>
    /// <param name="model">As in <see cref="BeginAsync"/>.</param>
    /// <param name="version">The number as text; null for the one that answers, or should when none does.</param>
    /// <param name="cancellationToken">Cancels the look into the registry.</param>
    /// <exception cref="SakerException">No such model or version (not found), or it could not be looked up (unavailable).</exception>
    public async ValueTask<VersionStatus> GetVersionAsync(string model, string? version, CancellationToken cancellationToken)
    {
        var name = await _names.GetAsync(model, cancellationToken);
        var slot = version is null ? name.Serving ?? name.Wanted ?? throw NotServing(name) : await _shelf.GetAsync(name.Endpoint.Model, version, cancellationToken);
        return slot.ToStatus();
    }

    /// <summary>All that can be asked for, by name and then the newest version first: the repository index of Open Inference.</summary>
    public Task<IReadOnlyList<ModelIndexEntry>> ListIndexAsync(CancellationToken cancellationToken) => _index.ListAsync(cancellationToken);

    /// <summary>A version that this process knows; null when it was not asked for yet. Loads nothing and keeps nothing loaded.</summary>
    public VersionStatus? FindVersion(string model, int version) => _shelf.Find(model, version)?.ToStatus();

    /// <summary>What every version in memory did, by name and then the newest version first. Loads nothing and keeps nothing loaded.</summary>
    public IReadOnlyList<VersionReport> ListReports() => _reports.List();

    /// <summary>What versions of one model did. Loads nothing and keeps nothing loaded: what is not in memory has counted nothing.</summary>
    /// <param name="model">As in <see cref="BeginAsync"/>.</param>
    /// <param name="version">The number as text; null for all that are in memory, or, where none is, the one that should answer.</param>
    /// <param name="cancellationToken">Cancels the look into the registry.</param>
    /// <exception cref="SakerException">No such model or version (not found).</exception>
    public ValueTask<IReadOnlyList<VersionReport>> ListReportsAsync(string model, string? version, CancellationToken cancellationToken) =>
        _reports.ListAsync(model, version, cancellationToken);

    /// <summary>What was asked under every name, endpoints and registered models, by version.</summary>
    public IReadOnlyList<VersionTrafficSnapshot> ListTraffic() =>
        [.. _names.All.OrderBy(name => name.Endpoint.Name, StringComparer.Ordinal).SelectMany(name => name.Traffic.ToSnapshots(name.Endpoint.Name))];

    /// <summary>Every version that this process knows, by model and then the newest first. Loads nothing and keeps nothing loaded.</summary>
    public IReadOnlyList<VersionGauges> ListGauges() => _shelf.ListGauges();

    /// <exception cref="SakerException">No such endpoint.</exception>
    public EndpointStatus Get(string endpoint) => GetEndpoint(endpoint).ToStatus();

    /// <summary>Only looks whether there is such an endpoint.</summary>
    /// <exception cref="SakerException">No such endpoint.</exception>
    public void Require(string endpoint) => GetEndpoint(endpoint);

    public EndpointStatus? Find(string endpoint) => _names.Find(endpoint) is { IsEndpoint: true } name ? name.ToStatus() : null;

    /// <summary>Every endpoint by name.</summary>
    public IReadOnlyList<EndpointStatus> List() =>
        [.. _names.All.Where(name => name.IsEndpoint).Select(name => name.ToStatus()).OrderBy(status => status.Endpoint.Name, StringComparer.Ordinal)];

    /// <summary>The signature of the version that serves now.</summary>
    /// <exception cref="SakerException">No such endpoint, or nothing was loaded for it yet.</exception>
    public Signature GetSignature(string endpoint) => FindSignature(endpoint) ?? throw NotServing(GetEndpoint(endpoint));

    /// <summary>The signature of the version that serves now; null when nothing was loaded for the endpoint yet.</summary>
    /// <exception cref="SakerException">No such endpoint.</exception>
    public Signature? FindSignature(string endpoint) => GetEndpoint(endpoint).Serving?.Signature;

    /// <summary>The signature of the version that serves now, which is loaded if it never was.</summary>
    /// <exception cref="SakerException">No such endpoint, or its version cannot be loaded.</exception>
    public async ValueTask<Signature> GetSignatureAsync(string endpoint, CancellationToken cancellationToken)
    {
        if (_names.Find(endpoint)?.Serving?.Signature is { } known)
            return known;
        using var call = await BeginAsync(endpoint, version: null, cancellationToken);
        return call.Model.Signature;
    }

    /// <summary>Whether settings go with the version that an endpoint serves. While none is in memory only the settings themselves are looked at.</summary>
    /// <exception cref="SakerException">No such endpoint, or settings are not possible for it; all problems are named.</exception>
    public void RequireSettings(string endpoint, EndpointSettings settings)
    {
        settings.Validate();
        if (GetEndpoint(endpoint).Serving?.TryHold() is not { } held)
            return;
        try
        {
            EndpointPolicy.Require(settings, held.Inputs, held.Outputs);
        }
        finally
        {
            held.Release();
        }
    }

    /// <summary>How an endpoint's requests are split in this process; null when they are not, or there is no such endpoint.</summary>
    public SplitStatus? FindSplit(string endpoint) => _names.Find(endpoint)?.Split?.ToStatus();

    /// <summary>The traffic that this process answered.</summary>
    /// <exception cref="SakerException">No such endpoint.</exception>
    public TrafficSnapshot GetTraffic(string endpoint) => GetEndpoint(endpoint).Traffic.ToSnapshot();

    /// <summary>Unloads every model once its requests have ended.</summary>
    public ValueTask DisposeAsync() => _names.DisposeAsync();

    private async ValueTask<InferCall> BeginOrFallBackAsync(string model, string? version, CancellationToken cancellationToken)
    {
        try
        {
            return await BeginSlowlyAsync(model, version, cancellationToken);
        }
        catch (SakerException e) when (e.Kind == ErrorKind.Unavailable && version is null && _names.Find(model)?.Policy is { Spare: not null, CoversUnavailable: true })
        {
            return await BeginSpareAsync(model, e, cancellationToken);
        }
    }

    /// <summary>The version before answers for one that cannot be brought into memory; when it cannot either, the failure is the first one.</summary>
    private async ValueTask<InferCall> BeginSpareAsync(string model, SakerException failure, CancellationToken cancellationToken)
    {
        if (_names.Find(model) is not { Policy.Spare: { } spare } name)
            throw failure;
        try
        {
            var held = await spare.HoldAsync(cancellationToken);
            // What its callers send is right for the version that should serve; of the other it may be anything.
            if (name.Serving?.Signature is { } wanted && !wanted.Inputs.Select(input => input.Name).Order(StringComparer.Ordinal).SequenceEqual(held.Signature.Inputs.Select(input => input.Name).Order(StringComparer.Ordinal)))
            {
                held.Release();
                throw failure;
            }
            return Begin(held, name, mayFallBack: false, new AnswerSource("previous", held.Version.Model, held.Version.Version, $"primary: {FallbackFailures.Describe(failure)}"));
        }
        catch (SakerException e) when (e.Kind is ErrorKind.Unavailable or ErrorKind.NotFound)
        {
            throw failure;
        }
    }

    private async ValueTask<InferCall> BeginSlowlyAsync(string model, string? version, CancellationToken cancellationToken)
    {
        while (true)
        {
            var name = version is null ? await _names.GetArrivedAsync(model, cancellationToken) : await _names.GetAsync(model, cancellationToken);
            var slot = version is null ? name.Serving ?? throw NotServing(name) : await _shelf.GetAsync(name.Endpoint.Model, version, cancellationToken);
            if (slot.TryHold() is { } held)
                return Begin(held, name, mayFallBack: version is null);
            // Another version may have taken its place since it was found.
            if (version is null && !ReferenceEquals(_names.Find(model)?.Serving, slot))
                continue;
            held = await _shelf.HoldAsync(slot, keep: version is not null, cancellationToken);
            if (version is not null || ReferenceEquals(_names.Find(model)?.Serving, slot))
                return Begin(held, name, mayFallBack: version is null);
            held.Release();
            slot.UnloadUnlessNeeded("No endpoint serves it.");
        }
    }

    internal InferCall Begin(LoadedModel held, ServedName name, bool mayFallBack, AnswerSource? source = null, bool isShielded = false)
    {
        VersionPolicy policy;
        try
        {
            policy = isShielded ? name.Policy.OfShielded(held) : name.Policy.Of(held);
        }
        catch
        {
            held.Release();
            throw;
        }
        var call = held.RentCall();
        call.Begin(name, policy, mayFallBack, _time, source, Observer);
        return call;
    }

    /// <summary>Whatever keeps the store from answering, serving goes on with what is loaded. Loads go on while this returns.</summary>
    private async Task TryRefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _names.BeginRefreshAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not ObjectDisposedException)
        {
            _logger.RefreshFailed(e);
        }
    }

    private ServedName GetEndpoint(string endpoint) =>
        _names.Find(endpoint) is { IsEndpoint: true } name ? name : throw new SakerException(ErrorKind.NotFound, $"There is no endpoint '{endpoint}'.", "endpoint");

    private static SakerException NotServing(ServedName name) =>
        new(ErrorKind.Unavailable, $"Endpoint '{name.Endpoint.Name}' serves nothing yet: {name.ToStatus().Reason}", "endpoint") { RetryAfter = name.Wanted?.ToStatus().RetryAfter };
}
