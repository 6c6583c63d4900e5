using Saker.Data;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving;

/// <summary>Remembers what each endpoint should serve. Thread-safe, and safe between processes.</summary>
public interface IEndpointStore
{
    /// <summary>Makes the endpoint serve a registered version from now on. Its settings stay; what it served until now becomes <see cref="Endpoint.Previous"/>.</summary>
    /// <exception cref="SakerException">The version is unknown, or the name is not valid.</exception>
    Task<Endpoint> DeployAsync(string name, string model, int version, CancellationToken cancellationToken);

    /// <summary>Replaces how the endpoint serves.</summary>
    /// <exception cref="SakerException">There is no such endpoint, or some settings are not possible; all of them are named.</exception>
    Task<Endpoint> SetSettingsAsync(string name, EndpointSettings settings, CancellationToken cancellationToken);

    Task<IReadOnlyList<Endpoint>> ListAsync(CancellationToken cancellationToken);

    Task<Endpoint?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Removes an endpoint; the versions that it served stay registered. Gives whether there was one.</summary>
    Task<bool> RemoveAsync(string name, CancellationToken cancellationToken);
}
