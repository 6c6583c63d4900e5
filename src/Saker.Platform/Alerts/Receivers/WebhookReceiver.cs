using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Saker.Platform.Alerts.Receivers;

/// <summary>
/// Posts JSON in the shape of Alertmanager's webhooks, version 4 (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config),
/// so that whatever takes those takes ours. Signed as Standard Webhooks are (https://www.standardwebhooks.com): <c>webhook-signature</c> is
/// <c>v1,</c> and the base64 of HMAC-SHA256 over <c>webhook-id.webhook-timestamp.body</c>; the id is the same in every attempt.
/// </summary>
internal sealed class WebhookReceiver(Uri address, string? secret, string? token, ReceiverHttp http, TimeProvider time) : IReceiver
{
    private const string EncodedSecret = "whsec_";

    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        var body = Write(notification);
        return http.PostAsync(address, body, headers => Sign(headers, notification.Id, body), cancellationToken);
    }

    /// <summary>The bytes of a secret: those that it encodes where it says so, else its own.</summary>
    internal static byte[] KeyOf(string secret)
    {
        var bytes = new byte[secret.Length];
        return secret.StartsWith(EncodedSecret, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[EncodedSecret.Length..], bytes, out var length)
            ? bytes[..length]
            : Encoding.UTF8.GetBytes(secret);
    }

    private void Sign(HttpRequestHeaders headers, string id, byte[] body)
    {
        var at = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        headers.Add("webhook-id", id);
        headers.Add("webhook-timestamp", at);
        if (secret is not null)
            headers.Add("webhook-signature", "v1," + Sign(KeyOf(secret), id, at, body));
        if (token is not null)
            headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    private static string Sign(byte[] key, string id, string at, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{at}."), .. body];
        return Convert.ToBase64String(HMACSHA256.HashData(key, signed));
    }

    private static byte[] Write(Notification notification) => JsonTexts.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("version", "4");
        json.WriteString("groupKey", notification.Group);
        json.WriteNumber("truncatedAlerts", 0);
        json.WriteString("status", notification.IsFiring ? "firing" : "resolved");
        json.WriteString("receiver", notification.Receiver);
        json.WriteTexts("groupLabels", notification.GroupLabels);
        json.WriteTexts("commonLabels", Common(notification.Notices.Select(notice => notice.Alert.AllLabels())));
        json.WriteTexts("commonAnnotations", Common(notification.Notices.Select(notice => notice.Annotations())));
        json.WriteString("externalURL", notification.Link ?? "");
        json.WriteStartArray("alerts");
        foreach (var notice in notification.Notices)
            Write(json, notice);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, Notice notice)
    {
        json.WriteStartObject();
        json.WriteString("status", notice.Status == NoticeStatus.Resolved ? "resolved" : "firing");
        json.WriteTexts("labels", notice.Alert.AllLabels());
        json.WriteTexts("annotations", notice.Annotations());
        json.WriteString("startsAt", notice.StartsAt);
        // The zero time of the language that Alertmanager is written in says that it is not over.
        json.WriteString("endsAt", notice.Alert.ResolvedAt ?? DateTimeOffset.MinValue);
        json.WriteString("generatorURL", notice.Link ?? "");
        json.WriteString("fingerprint", notice.Alert.Fingerprint);
        json.WriteEndObject();
    }

    private static Dictionary<string, string> Common(IEnumerable<IReadOnlyDictionary<string, string>> all)
    {
        Dictionary<string, string>? common = null;
        foreach (var one in all)
        {
            common ??= new Dictionary<string, string>(one, StringComparer.Ordinal);
            foreach (var (key, value) in common)
                if (!one.TryGetValue(key, out var other) || other != value)
                    common.Remove(key);
        }
        return common ?? [];
    }
}
