using System.Globalization;

namespace Saker.Platform.Alerts.Receivers;

/// <summary>Notifications in words.</summary>
internal static class NotificationText
{
    public static string Word(Notice notice) => notice.Status switch
    {
        NoticeStatus.Resolved => "Resolved",
        NoticeStatus.Acknowledged => "Acknowledged",
        _ => notice.Alert.Severity.ToString(),
    };

    /// <summary>One line that says what it is about.</summary>
    public static string Headline(Notification notification)
    {
        var firing = notification.Notices.Where(notice => notice.Status == NoticeStatus.Firing).ToList();
        var subject = notification.GroupLabels.Count == 0 ? "" : $" for {string.Join(", ", notification.GroupLabels.Values)}";
        if (notification.Notices.Count == 1)
            return $"[{Word(notification.Notices[0])}] {notification.Notices[0].Alert.Rule}{subject}";
        if (firing.Count == 0)
            return $"[Resolved] {Count(notification.Notices.Count)} alerts{subject}";
        var over = notification.Notices.Count - firing.Count;
        return $"[{firing.Max(notice => notice.Alert.Severity)}] {Count(firing.Count)} {(firing.Count == 1 ? "alert" : "alerts")}{subject}{(over > 0 ? $", {Count(over)} resolved" : "")}";
    }

    /// <summary>What there is to know of an alert, by name.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(Notice notice)
    {
        var alert = notice.Alert;
        if (alert.Endpoint.Length > 0)
            yield return ("Endpoint", alert.Version is { } version ? string.Create(CultureInfo.InvariantCulture, $"{alert.Endpoint}, version {version}") : alert.Endpoint);
        if (alert.Label.Length > 0)
            yield return ("Of", alert.Label);
        yield return ("Since", Time(notice.StartsAt));
        if (alert.ResolvedAt is { } over)
            yield return ("Over", Time(over));
        var annotations = notice.Annotations();
        foreach (var (key, name) in new[] { ("moved_columns", "Moved columns"), ("request_ids", "Requests"), ("deployed", "Deployed"), ("acknowledged_by", "Acknowledged by") })
            if (annotations.TryGetValue(key, out var value))
                yield return (name, value);
    }

    /// <summary>At most so many characters, none of them half of one.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
