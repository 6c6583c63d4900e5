using System.Net.Http.Headers;

namespace Saker.Platform.Alerts.Receivers;

/// <summary>Makes, acknowledges and closes alerts by Opsgenie's Alert API (https://docs.opsgenie.com/docs/alert-api), which knows ours by their alias.</summary>
internal sealed class OpsgenieReceiver(Uri address, string apiKey, ReceiverHttp http) : IReceiver
{
    public const string DefaultAddress = "https://api.opsgenie.com";

    private const int MaxMessage = 130;
    private const int MaxDescription = 15_000;

    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        var notice = notification.Notices[0];
        var of = $"/v2/alerts/{Uri.EscapeDataString(notice.Key)}";
        var (path, body) = notice.Status switch
        {
            NoticeStatus.Resolved => ($"{of}/close?identifierType=alias", WriteNote("Resolved in Saker.")),
            NoticeStatus.Acknowledged => ($"{of}/acknowledge?identifierType=alias", WriteNote($"Acknowledged in Saker by {notice.Alert.AcknowledgedBy}.")),
            _ => ("/v2/alerts", WriteAlert(notice)),
        };
        return http.PostAsync(new Uri(address, path), body, headers => headers.Authorization = new AuthenticationHeaderValue("GenieKey", apiKey), cancellationToken);
    }

    private static byte[] WriteNote(string note) => JsonTexts.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("source", "Saker");
        json.WriteString("note", note);
        json.WriteEndObject();
    });

    private static byte[] WriteAlert(Notice notice) => JsonTexts.Write(json =>
    {
        var alert = notice.Alert;
        json.WriteStartObject();
        json.WriteString("message", NotificationText.Cut($"{alert.Rule}{(alert.Endpoint.Length > 0 ? $": {alert.Endpoint}" : "")}", MaxMessage));
        json.WriteString("alias", notice.Key);
        json.WriteString("description", NotificationText.Cut(notice.Link is null ? alert.Summary : $"{alert.Summary}\n{notice.Link}", MaxDescription));
        json.WriteString("entity", alert.Endpoint);
        json.WriteString("source", "Saker");
        json.WriteString("priority", alert.Severity switch { Severity.Critical => "P1", Severity.Warning => "P3", _ => "P5" });
        json.WriteStartArray("tags");
        json.WriteStringValue(alert.Severity.ToString().ToLowerInvariant());
        json.WriteStringValue(alert.Rule);
        json.WriteEndArray();
        json.WriteStartObject("details");
        foreach (var (key, value) in alert.AllLabels().Concat(notice.Annotations()).DistinctBy(pair => pair.Key))
            json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
