using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving;

/// <summary>Remembers what each endpoint should serve. Thread-safe, and safe between processes.</summary>
public interface IEndpointStore
{
    /// <summary>
    /// Makes an endpoint serve a registered version from now on, or what an alias points at now and whenever it moves. What it
    /// served until now becomes <see cref="Endpoint.Previous"/>.
    /// </summary>
    /// <exception cref="SakerException">
    /// The version is unknown or the alias not set (not found); it has no files that can be loaded, or the model requires gates that it did not pass (conflict); the name or some
    /// settings are not possible, all of which are named; or the endpoint follows a protected alias, and the caller's role is less
    /// than that of those who approve its moves (forbidden).
    /// </exception>
    Task<Endpoint> DeployAsync(Deployment deployment, CancellationToken cancellationToken);

    /// <summary>Makes the endpoint serve a version; its settings stay.</summary>
    Task<Endpoint> DeployAsync(string name, string model, int version, CancellationToken cancellationToken) =>
        DeployAsync(new Deployment { Endpoint = name, Model = model, Version = version }, cancellationToken);

    /// <summary>As the other, and replaces the endpoint's settings in the same step: nothing is answered by the new version under the old settings.</summary>
    Task<Endpoint> DeployAsync(string name, string model, int version, EndpointSettings settings, CancellationToken cancellationToken) =>
        DeployAsync(new Deployment { Endpoint = name, Model = model, Version = version, Settings = settings }, cancellationToken);

    /// <summary>Makes the endpoint follow an alias; its settings stay.</summary>
    Task<Endpoint> FollowAsync(string name, string model, string alias, CancellationToken cancellationToken) =>
        DeployAsync(new Deployment { Endpoint = name, Model = model, Alias = alias }, cancellationToken);

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
    /// <param name="name">The endpoint.</param>
    /// <param name="by">Who removes it; null for the user of this process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">It follows an alias that is protected or requires gates, and the caller's role is less than that of those who may have it serve anything else (forbidden).</exception>
    Task<bool> RemoveAsync(string name, Actor? by, CancellationToken cancellationToken);
}
