using System.Text.Json;

namespace Saker.Platform.Alerts.Receivers;

/// <summary>Posts to an incoming webhook of Slack (https://api.slack.com/messaging/webhooks), an attachment for each alert.</summary>
internal sealed class SlackReceiver(Uri address, ReceiverHttp http) : IReceiver
{
    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellationToken) =>
        http.PostAsync(address, Write(notification), static _ => { }, cancellationToken);

    private static byte[] Write(Notification notification) => JsonTexts.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("text", Escape(NotificationText.Headline(notification)));
        json.WriteStartArray("attachments");
        foreach (var notice in notification.Notices)
            Write(json, notice);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, Notice notice)
    {
        json.WriteStartObject();
        json.WriteString("color", notice.Status == NoticeStatus.Resolved ? "#2eb67d" : notice.Alert.Severity switch { Severity.Critical => "#e01e5a", Severity.Warning => "#ecb22e", _ => "#36c5f0" });
        json.WriteString("fallback", Escape(notice.Alert.Summary));
        json.WriteString("title", Escape($"{NotificationText.Word(notice)}: {notice.Alert.Rule}"));
        if (notice.Link is not null)
            json.WriteString("title_link", notice.Link);
        json.WriteString("text", Escape(notice.Alert.Summary));
        json.WriteStartArray("fields");
        foreach (var (name, value) in NotificationText.Facts(notice))
        {
            json.WriteStartObject();
            json.WriteString("title", name);
            json.WriteString("value", Escape(value));
            json.WriteBoolean("short", value.Length < 40);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("footer", "Saker");
        json.WriteNumber("ts", (notice.Alert.ResolvedAt ?? notice.StartsAt).ToUnixTimeSeconds());
        json.WriteEndObject();
    }

    // The three that mean something to Slack; without it, a name could mention everybody.
    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
