using System.Text.Json;

namespace Saker.Platform.Alerts.Receivers;

/// <summary>Sends events to PagerDuty's Events API v2 (https://developer.pagerduty.com/docs/events-api-v2/overview/): an alert is an incident of its own.</summary>
internal sealed class PagerDutyReceiver(Uri address, string routingKey, ReceiverHttp http) : IReceiver
{
    public const string DefaultAddress = "https://events.pagerduty.com/v2/enqueue";

    private const int MaxSummary = 1_024;

    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellationToken) =>
        http.PostAsync(address, Write(notification, notification.Notices[0]), static _ => { }, cancellationToken);

    private byte[] Write(Notification notification, Notice notice) => JsonTexts.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("routing_key", routingKey);
        json.WriteString("event_action", notice.Status switch { NoticeStatus.Resolved => "resolve", NoticeStatus.Acknowledged => "acknowledge", _ => "trigger" });
        json.WriteString("dedup_key", notice.Key);
        json.WriteString("client", "Saker");
        if (notification.Link is not null)
            json.WriteString("client_url", notification.Link);
        WriteLinks(json, notice);
        json.WriteStartObject("payload");
        json.WriteString("summary", NotificationText.Cut(notice.Alert.Summary, MaxSummary));
        json.WriteString("source", notice.Alert.Endpoint.Length > 0 ? notice.Alert.Endpoint : "saker");
        json.WriteString("severity", notice.Alert.Severity.ToString().ToLowerInvariant());
        json.WriteString("timestamp", notice.StartsAt);
        json.WriteString("component", notice.Alert.Endpoint);
        json.WriteString("group", notification.Group);
        json.WriteString("class", notice.Alert.Rule);
        json.WriteStartObject("custom_details");
        foreach (var (key, value) in notice.Alert.AllLabels().Concat(notice.Annotations()).DistinctBy(pair => pair.Key))
            json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void WriteLinks(Utf8JsonWriter json, Notice notice)
    {
        if (notice.Link is null)
            return;
        json.WriteStartArray("links");
        json.WriteStartObject();
        json.WriteString("href", notice.Link);
        json.WriteString("text", "The alert in Saker");
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
