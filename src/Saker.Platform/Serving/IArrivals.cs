using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Serving;

/// <summary>How versions come to endpoints, and what becomes of that when an endpoint goes. Every method within a write.</summary>
internal interface IArrivals
{
    /// <summary>Has a version come to an endpoint as the endpoint's policy says; without one at once.</summary>
    /// <returns>The endpoint as it is then; it may serve the version only later.</returns>
    /// <exception cref="SakerException">As <see cref="IEndpointStore.DeployAsync(Deployment, CancellationToken)"/>.</exception>
    Task<Endpoint> DeployAsync(Session session, Deployment deployment);

    /// <summary>An endpoint is removed.</summary>
    /// <param name="session">The write.</param>
    /// <param name="endpoint">Its name.</param>
    /// <param name="by">Who removes it; null for the user of this process.</param>
    Task RemovedAsync(Session session, string endpoint, Actor? by);
}
