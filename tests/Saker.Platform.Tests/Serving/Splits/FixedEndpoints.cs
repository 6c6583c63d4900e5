using System.Collections.Concurrent;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Tests.Serving.Splits;

/// <summary>Endpoints as a test says they are.</summary>
internal sealed class FixedEndpoints : IEndpointStore
{
    private readonly ConcurrentDictionary<string, Endpoint> _endpoints = new(StringComparer.Ordinal);

    public void Set(Endpoint endpoint) => _endpoints[endpoint.Name] = endpoint;

    public Task<IReadOnlyList<Endpoint>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Endpoint>>([.. _endpoints.Values]);

    public Task<Endpoint?> FindAsync(string name, CancellationToken cancellationToken) => Task.FromResult(_endpoints.GetValueOrDefault(name));

    public Task<bool> RemoveAsync(string name, Actor? by, CancellationToken cancellationToken) => Task.FromResult(_endpoints.TryRemove(name, out _));

    public Task<Endpoint> DeployAsync(Deployment deployment, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Endpoint> SetSettingsAsync(string name, EndpointSettings settings, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Endpoint> ChangeSettingsAsync(string name, Func<EndpointSettings, EndpointSettings> change, CancellationToken cancellationToken) => throw new NotSupportedException();
}
