namespace Saker.Platform.Alerts.Receivers;

/// <summary>What is told of an alert.</summary>
internal enum NoticeStatus
{
    Firing,
    Acknowledged,
    Resolved,
}
