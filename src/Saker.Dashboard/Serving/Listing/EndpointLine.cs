using Saker.Platform.Alerts;
using Saker.Platform.Serving;

namespace Saker.Dashboard.Serving.Listing;

/// <summary>An endpoint in a list of many.</summary>
/// <param name="View">What it serves, and its traffic.</param>
/// <param name="Alerts">Those of it that fire, the most severe first.</param>
public sealed record EndpointLine(EndpointView View, IReadOnlyList<Alert> Alerts)
{
    // Of a hundred requests one that fails is worth a look.
    private const double NoteworthyShare = 0.01;

    /// <summary>The share of the last minute's requests that failed; null without requests.</summary>
    public double? FailedShare => TrafficTexts.FailedShare(View.Traffic);

    /// <summary>How much it needs somebody to look: the smaller, the more.</summary>
    public int Urgency => View.Status switch
    {
        { State: EndpointState.Failed } => 0,
        { IsServing: false, State: EndpointState.Unloaded, Reason: not null } => 1,
        _ when Alerts.Any(alert => alert.Severity == Severity.Critical) => 2,
        { State: EndpointState.Degraded } => 3,
        _ when Alerts.Count > 0 => 4,
        _ when FailedShare >= NoteworthyShare => 5,
        { State: EndpointState.Loading or EndpointState.Warming or EndpointState.Unloading } => 6,
        _ => 7,
    };

    /// <summary>What has to change before the list is drawn anew; traffic has an event of its own.</summary>
    internal string Version => string.Join(' ', View.Name, View.State, View.Status.Reason, View.Status.ServingModel, View.Status.ServingVersion, View.Memory, View.Status.Split?.Split.Revision, string.Join(',', Alerts.Select(alert => alert.Id)));
}
