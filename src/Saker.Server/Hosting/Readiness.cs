using Saker.Platform.Serving;

namespace Saker.Server.Hosting;

/// <summary>Whether requests can be answered: the store is open, and every endpoint was loaded or has failed to.</summary>
internal sealed class Readiness(ModelHost host)
{
    private volatile bool _isLoaded;

    /// <summary>Why not yet; null when ready.</summary>
    public string? Reason
    {
        get
        {
            if (!_isLoaded)
                return "The endpoints are being loaded.";
            foreach (var status in host.List())
                if (status is { State: EndpointState.Loading or EndpointState.Warming, IsServing: false })
                    return $"Endpoint '{status.Endpoint.Name}' is being loaded.";
            return null;
        }
    }

    public void Loaded() => _isLoaded = true;
}
