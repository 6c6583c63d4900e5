using Saker.Data;

namespace Saker.Platform.Serving;

/// <summary>Remembers what each endpoint should serve. Thread-safe, and safe between processes.</summary>
public interface IEndpointStore
{
    /// <summary>Makes the endpoint serve a registered version from now on.</summary>
    /// <exception cref="SakerException">The version is unknown, or the name is not valid.</exception>
    Task<Endpoint> DeployAsync(string name, string model, int version, CancellationToken cancellationToken);

    Task<IReadOnlyList<Endpoint>> ListAsync(CancellationToken cancellationToken);

    Task<Endpoint?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Removes an endpoint; the versions that it served stay registered. Gives whether there was one.</summary>
    Task<bool> RemoveAsync(string name, CancellationToken cancellationToken);
}
