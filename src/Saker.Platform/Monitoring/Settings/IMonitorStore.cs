using Saker.Data;

namespace Saker.Platform.Monitoring.Settings;

/// <summary>
/// Remembers how endpoints are watched. An endpoint that nobody set has the defaults; what was said of one goes with it when it is
/// removed. Thread-safe, and safe between processes.
/// </summary>
public interface IMonitorStore
{
    /// <summary>Null when there is no such endpoint.</summary>
    Task<EndpointMonitor?> FindAsync(string endpoint, CancellationToken cancellationToken);

    /// <exception cref="SakerException">There is no such endpoint (not found).</exception>
    async Task<EndpointMonitor> GetAsync(string endpoint, CancellationToken cancellationToken) => await FindAsync(endpoint, cancellationToken) ?? throw Missing(endpoint);

    /// <summary>Of every endpoint, by name.</summary>
    Task<IReadOnlyList<EndpointMonitor>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Changes how an endpoint is watched; who changes other settings at the same time is not undone.</summary>
    /// <param name="endpoint">Its name.</param>
    /// <param name="change">Gives the new settings from those it has. It may be called several times, and must only compute.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">There is no such endpoint (not found), or some settings are not possible; all of them are named.</exception>
    Task<EndpointMonitor> ChangeAsync(string endpoint, Func<MonitorSettings, MonitorSettings> change, CancellationToken cancellationToken);

    /// <summary>Has an endpoint watched by the defaults again.</summary>
    /// <returns>Whether something was said of it.</returns>
    /// <exception cref="SakerException">There is no such endpoint (not found).</exception>
    Task<bool> ResetAsync(string endpoint, CancellationToken cancellationToken);

    internal static SakerException Missing(string endpoint) => new(ErrorKind.NotFound, $"There is no endpoint '{endpoint}'. `saker endpoints` and GET /api/endpoints list what there is.", "endpoint");
}
