using Saker.Platform.Alerts;

namespace Saker.Dashboard.Serving.Listing;

/// <summary>The endpoints of this server with what fires about them: one query, however many there are.</summary>
internal sealed class EndpointLines(EndpointViews views, AlertDesk alerts)
{
    private const int MaxAlerts = 500;

    /// <summary>How many endpoints there are in all.</summary>
    public int CountAll() => views.List().Count;

    public async Task<IReadOnlyList<EndpointLine>> ListAsync(EndpointListRequest request, CancellationToken cancellationToken)
    {
        var firing = (await alerts.ListActiveAsync(MaxAlerts, cancellationToken)).OrderByDescending(alert => alert.Severity).ToLookup(alert => alert.Endpoint, StringComparer.Ordinal);
        var lines = views.List().Where(view => IsWanted(view, request)).Select(view => new EndpointLine(view, [.. firing[view.Name]])).ToList();
        return [.. Ordered(lines, request.Order).ThenBy(line => line.View.Name, StringComparer.Ordinal)];
    }

    public static bool IsWanted(EndpointView view, EndpointListRequest request) =>
        (request.State is not { } state || view.Status.State == state)
        && (request.Text is not { } text || view.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || view.Status.Endpoint.Model.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static IOrderedEnumerable<EndpointLine> Ordered(List<EndpointLine> lines, EndpointOrder order) => order switch
    {
        EndpointOrder.Name => lines.OrderBy(line => line.View.Name, StringComparer.Ordinal),
        EndpointOrder.Requests => lines.OrderByDescending(line => line.View.Traffic.RequestsPerSecond),
        EndpointOrder.Errors => lines.OrderByDescending(line => line.FailedShare ?? -1).ThenByDescending(line => line.View.Traffic.ErrorCount),
        EndpointOrder.Latency => lines.OrderByDescending(line => line.View.Traffic.P99Milliseconds ?? -1),
        EndpointOrder.Memory => lines.OrderByDescending(line => line.View.Status.EstimatedBytes),
        _ => lines.OrderBy(line => line.Urgency).ThenByDescending(line => line.View.Traffic.RequestsPerSecondOverMinute),
    };
}
