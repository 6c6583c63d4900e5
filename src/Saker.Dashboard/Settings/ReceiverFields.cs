using Saker.Platform.Alerts;
using Saker.Platform.Alerts.Receivers;

namespace Saker.Dashboard.Settings;

/// <summary>What a receiver of each kind is written with.</summary>
public static class ReceiverFields
{
    private static readonly ReceiverField s_url = new("url", "Address", "such as https://hooks.example.org/saker") { IsRequired = true };

    private static readonly ReceiverField s_token = new("token", "Token", "sent as a bearer token; empty for none") { IsSecret = true };

    /// <summary>How each kind is called, in the order in which they are offered.</summary>
    public static IReadOnlyList<(ReceiverKind Kind, string Title)> Kinds { get; } =
    [
        (ReceiverKind.Email, "Mail"), (ReceiverKind.Slack, "Slack"), (ReceiverKind.Webhook, "Webhook"), (ReceiverKind.Pagerduty, "PagerDuty"), (ReceiverKind.Opsgenie, "Opsgenie"), (ReceiverKind.Alertmanager, "Alertmanager"),
    ];

    /// <summary>What every receiver is told of, beside its own fields.</summary>
    public static IReadOnlyList<ReceiverField> Shared { get; } =
    [
        new("min_severity", "Of alerts from", "the least severe that it is told of") { Choices = [.. Enum.GetNames<Severity>().Select(name => name.ToLowerInvariant())], Standard = "info" },
        new("endpoints", "Of endpoints", "names, parted by commas; * stands for any letters") { IsList = true, Standard = "*" },
        new("repeat", "Again after", "such as 4h, while it still fires; empty for the policy's"),
    ];

    /// <summary>The fields that are ticked or not.</summary>
    public static IReadOnlyList<(string Key, string Label)> Flags { get; } = [("resolved", "Tell the end too"), ("enabled", "Turned on")];

    public static string TitleOf(ReceiverKind kind) => Kinds.First(one => one.Kind == kind).Title;

    /// <summary>A kind as addresses and files have it.</summary>
    public static string WordOf(ReceiverKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The kind of a word; null for none.</summary>
    public static ReceiverKind? Find(string? word) => Kinds.Where(one => WordOf(one.Kind) == word).Select(one => (ReceiverKind?)one.Kind).FirstOrDefault();

    /// <summary>The fields of a kind alone, in the order of its form.</summary>
    public static IReadOnlyList<ReceiverField> Of(ReceiverKind kind) => kind switch
    {
        ReceiverKind.Slack => [new("url", "Address of the incoming webhook", "begins with https://hooks.slack.com/; whoever knows it may write there") { IsSecret = true, IsRequired = true }],
        ReceiverKind.Pagerduty => [new("routing_key", "Integration key", "of a service with Events API v2") { IsSecret = true, IsRequired = true }, s_url with { IsRequired = false, Meaning = "empty for PagerDuty's own" }],
        ReceiverKind.Opsgenie => [new("api_key", "API key", "of an API integration") { IsSecret = true, IsRequired = true }, s_url with { IsRequired = false, Meaning = "empty for Opsgenie's own; in Europe https://api.eu.opsgenie.com" }],
        ReceiverKind.Email =>
        [
            new("to", "To", "mail addresses, parted by commas") { IsRequired = true, IsList = true },
            new("from", "From", "such as saker@example.org") { IsRequired = true },
            new("host", "Mail server", "such as smtp.example.org") { IsRequired = true },
            new("port", "Port", "1 to 65,535") { Standard = "587" },
            new("tls", "Encryption", "of the way to the mail server") { Choices = ["starttls", "implicit", "none"], Standard = "starttls" },
            new("user", "User", "empty for none"),
            new("password", "Password", "with a user only") { IsSecret = true },
        ],
        ReceiverKind.Alertmanager => [s_url with { Meaning = "such as http://alertmanager:9093" }, s_token],
        _ => [s_url, new("secret", "Secret", "messages are signed with it; 16 characters and more, empty for none") { IsSecret = true }, s_token],
    };
}
