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
public sealed class EndpointHost(
    IEndpointStore endpoints, IRegistryStore registry, ModelLoader load, HomeOptions options, TimeProvider time, ILogger<EndpointHost> logger) : IAsyncDisposable
{
    private readonly object[] _parts = [endpoints, registry, load, options, time, logger];

    /// <summary>Loads what the store says and is not loaded yet, unloads what it no longer says. Afterwards every endpoint is active or failed.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Refreshes every <see cref="HomeOptions.PollInterval"/> until cancelled, so that deployments made by other processes arrive.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Checks the rows against the signature of the version that serves and predicts them.</summary>
    /// <exception cref="SakerException">
    /// No such endpoint (not found), none of its versions could be loaded (unavailable), or the rows are not what the model
    /// takes (invalid input, a problem for every wrong value).
    /// </exception>
    public ValueTask<Prediction> PredictAsync(string endpoint, Table rows, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <exception cref="SakerException">No such endpoint.</exception>
    public EndpointStatus Get(string endpoint) => throw new NotImplementedException();

    public EndpointStatus? Find(string endpoint) => throw new NotImplementedException();

    /// <summary>Every endpoint by name.</summary>
    public IReadOnlyList<EndpointStatus> List() => throw new NotImplementedException();

    /// <summary>The signature of the version that serves now.</summary>
    /// <exception cref="SakerException">No such endpoint, or nothing is loaded for it.</exception>
    public Signature GetSignature(string endpoint) => throw new NotImplementedException();

    /// <summary>The traffic that this process answered.</summary>
    /// <exception cref="SakerException">No such endpoint.</exception>
    public TrafficSnapshot GetTraffic(string endpoint) => throw new NotImplementedException();

    /// <summary>Unloads every model once its requests have ended.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
