using Saker.Platform.Serving;

namespace Saker.Dashboard.Serving;

/// <summary>Takes what pages show of endpoints from the host that serves them.</summary>
internal sealed class EndpointViews(ModelHost host)
{
    public IReadOnlyList<EndpointView> List() => [.. host.List().Select(View)];

    public EndpointView? Find(string endpoint) => host.Find(endpoint) is { } status ? View(status) : null;

    private EndpointView View(EndpointStatus status) => new()
    {
        Status = status,
        Signature = host.FindSignature(status.Endpoint.Name),
        Traffic = host.GetTraffic(status.Endpoint.Name),
    };
}
