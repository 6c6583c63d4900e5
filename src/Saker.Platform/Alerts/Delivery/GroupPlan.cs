using Saker.Platform.Alerts.Receivers;

namespace Saker.Platform.Alerts.Delivery;

/// <summary>What a receiver is told, and what it will have been told.</summary>
internal sealed class GroupPlan
{
    public List<Notification> Notifications { get; } = [];

    /// <summary>The groups that changed, by name.</summary>
    public Dictionary<string, GroupState> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>The groups that are over.</summary>
    public List<string> Ended { get; } = [];
}
