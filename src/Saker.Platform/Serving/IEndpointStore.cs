using Saker.Data;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving;

/// <summary>Remembers what each endpoint should serve. Thread-safe, and safe between processes.</summary>
public interface IEndpointStore
{
    /// <summary>Makes the endpoint serve a registered version from now on. Its settings stay; what it served until now becomes <see cref="Endpoint.Previous"/>. It follows no alias any more.</summary>
    /// <exception cref="SakerException">The version is unknown, has no files that can be loaded (conflict), or the name is not valid.</exception>
    Task<Endpoint> DeployAsync(string name, string model, int version, CancellationToken cancellationToken);

    /// <summary>As the other, and replaces the endpoint's settings in the same step: nothing is answered by the new version under the old settings.</summary>
    /// <exception cref="SakerException">The version is unknown, the name is not valid, or some settings are not possible; all of them are named.</exception>
    Task<Endpoint> DeployAsync(string name, string model, int version, EndpointSettings settings, CancellationToken cancellationToken);

    /// <summary>Makes the endpoint serve what an alias points at, now and whenever the alias moves. Its settings stay.</summary>
    /// <exception cref="SakerException">The alias is not set (not found), its version has no files that can be loaded (conflict), or the name is not valid.</exception>
    Task<Endpoint> FollowAsync(string name, string model, string alias, CancellationToken cancellationToken);

    /// <summary>Replaces how the endpoint serves.</summary>
    /// <exception cref="SakerException">There is no such endpoint, or some settings are not possible; all of them are named.</exception>
    Task<Endpoint> SetSettingsAsync(string name, EndpointSettings settings, CancellationToken cancellationToken);

    /// <summary>Changes how the endpoint serves; who changes other settings at the same time is not undone.</summary>
    /// <param name="name">The endpoint.</param>
    /// <param name="change">Gives the new settings from those it has. It may be called several times, and must only compute.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">There is no such endpoint, or some settings are not possible; all of them are named.</exception>
    Task<Endpoint> ChangeSettingsAsync(string name, Func<EndpointSettings, EndpointSettings> change, CancellationToken cancellationToken);

    Task<IReadOnlyList<Endpoint>> ListAsync(CancellationToken cancellationToken);

    Task<Endpoint?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Removes an endpoint; the versions that it served stay registered. Gives whether there was one.</summary>
    Task<bool> RemoveAsync(string name, CancellationToken cancellationToken);
}
