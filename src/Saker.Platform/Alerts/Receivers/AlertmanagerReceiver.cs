using System.Net.Http.Headers;

namespace Saker.Platform.Alerts.Receivers;

/// <summary>
/// Pushes alerts to an Alertmanager as Prometheus does (POST /api/v2/alerts, https://prometheus.io/docs/alerting/latest/clients/): what
/// fires is told again and again, and counts as over when that stops.
/// </summary>
internal sealed class AlertmanagerReceiver(Uri address, string? token, ReceiverHttp http) : IReceiver
{
    private readonly Uri _alerts = new(address.AbsoluteUri.TrimEnd('/') + "/api/v2/alerts");

    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellationToken) => http.PostAsync(
        _alerts,
        Write(notification),
        headers =>
        {
            if (token is not null)
                headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        },
        cancellationToken);

    private static byte[] Write(Notification notification) => JsonTexts.Write(json =>
    {
        json.WriteStartArray();
        foreach (var notice in notification.Notices)
        {
            json.WriteStartObject();
            json.WriteTexts("labels", notice.Alert.AllLabels());
            json.WriteTexts("annotations", notice.Annotations());
            json.WriteString("startsAt", notice.StartsAt);
            json.WriteString("endsAt", notice.Alert.ResolvedAt ?? notification.ValidUntil);
            if (notice.Link is not null)
                json.WriteString("generatorURL", notice.Link);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
