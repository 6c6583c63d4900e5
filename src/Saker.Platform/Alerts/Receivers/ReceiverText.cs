using System.Globalization;
using Saker.Data;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;

namespace Saker.Platform.Alerts.Receivers;

/// <summary>
/// Reads a receiver as it is written:
/// <code>
/// {name: ops, kind: webhook, url: "https://hooks.example.org/saker", secret: env:SAKER_ALERT_HOOK_SECRET, min_severity: warning}
/// </code>
/// </summary>
internal static class ReceiverText
{
    /// <summary>What is shown in a secret's place; written back, it keeps the secret that is stored.</summary>
    public const string Hidden = "***";

    /// <summary>
    /// How variables of the environment begin that secrets may come from. Who writes receivers says where they are sent: any other variable
    /// is the server's own, such as the password of its database.
    /// </summary>
    public const string VariablePrefix = "SAKER_ALERT_";

    private const string FromEnvironment = "env:";
    private const int MinSecretLength = 16;

    /// <summary>The keys that are never shown, by kind. The address of a Slack webhook is all that one needs to write there.</summary>
    public static IReadOnlyList<string> SecretsOf(ReceiverKind kind) => kind switch
    {
        ReceiverKind.Webhook => ["secret", "token"],
        ReceiverKind.Slack => ["url"],
        ReceiverKind.Pagerduty => ["routing_key"],
        ReceiverKind.Opsgenie => ["api_key"],
        ReceiverKind.Email => ["password"],
        _ => ["token"],
    };

    /// <summary>The keys that say where a receiver's secrets are sent, and how safely. A stored secret stays with them.</summary>
    public static IReadOnlyList<string> DestinationOf(ReceiverKind kind) => kind == ReceiverKind.Email ? ["host", "port", "tls"] : ["url"];

    /// <summary>What a key says, however it was written: a number as text, and what is left out as what holds then.</summary>
    public static string Written(Receiver receiver, string key) => Convert.ToString(receiver.Body.GetValueOrDefault(key), CultureInfo.InvariantCulture) is { Length: > 0 } text
        ? text
        : (receiver.Kind, key) switch { (ReceiverKind.Email, "port") => "587", (ReceiverKind.Email, "tls") => "starttls", _ => "" };

    /// <summary>Reads the mapping. What is wrong is added to its problems, without the secrets.</summary>
    public static Receiver Read(Settings settings)
    {
        var name = settings.Text("name");
        if (name.Length > 0)
        {
            var problems = new List<Problem>();
            Names.Check(problems, settings.PlaceOf("name"), name);
            foreach (var problem in problems)
                settings.Problems.Add(problem);
        }
        if (!settings.Has("kind"))
            settings.Report("kind", $"this is missing; use one of: {string.Join(", ", EnumText.Names<ReceiverKind>())}.");
        var kind = EnumText.Find<ReceiverKind>(settings.Choice("kind", "webhook", [.. EnumText.Names<ReceiverKind>()]))!.Value;
        var receiver = new Receiver
        {
            Name = name,
            Kind = kind,
            MinSeverity = EnumText.Find<Severity>(settings.Choice("min_severity", "info", [.. EnumText.Names<Severity>()]))!.Value,
            Endpoints = settings.Has("endpoints") ? settings.Texts("endpoints") : ["*"],
            TellsResolved = settings.Flag("resolved", true),
            Repeat = DurationText.Read(settings, "repeat", TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)) ?? (kind == ReceiverKind.Alertmanager ? TimeSpan.FromMinutes(1) : null),
            IsEnabled = settings.Flag("enabled", true),
            Target = ReadTarget(kind, settings),
            Body = new Dictionary<string, object?>(),
        };
        foreach (var key in SecretsOf(kind))
            CheckSecret(settings, key);
        settings.RejectUnknown();
        return receiver with { Body = settings.Keys().ToDictionary(key => key, settings.Value, StringComparer.Ordinal) };
    }

    /// <summary>Whether a value of a secret names a variable of the environment.</summary>
    public static bool IsVariable(object? value, out string name)
    {
        name = value is string text && text.StartsWith(FromEnvironment, StringComparison.Ordinal) ? text[FromEnvironment.Length..] : "";
        return name.Length > 0;
    }

    /// <summary>Whether secrets may come from a variable of the environment.</summary>
    public static bool MayRead(string variable) => variable.StartsWith(VariablePrefix, StringComparison.Ordinal);

    /// <summary>Whether a secret can stand in a header: without line breaks and other control characters.</summary>
    public static bool IsOneLine(string secret) => !secret.Any(char.IsControl);

    private static void CheckSecret(Settings settings, string key)
    {
        // What is no text was reported where it was read.
        if (!settings.Has(key) || settings.Value(key) is not string secret)
            return;
        if (IsVariable(secret, out var name) && !MayRead(name))
            settings.Report(key, $"the variable '{name}' is not for receivers; use one whose name begins with {VariablePrefix}.");
        // Not the text: it is a secret.
        else if (!IsOneLine(secret))
            settings.Report(key, "it has a line break or another control character in it; write it without.");
    }

    private static string ReadTarget(ReceiverKind kind, Settings settings) => kind switch
    {
        ReceiverKind.Webhook => ReadWebhook(settings),
        ReceiverKind.Slack => ReadSlack(settings),
        ReceiverKind.Pagerduty => ReadEvents(settings, "routing_key", PagerDutyReceiver.DefaultAddress),
        ReceiverKind.Opsgenie => ReadEvents(settings, "api_key", OpsgenieReceiver.DefaultAddress),
        ReceiverKind.Email => ReadEmail(settings),
        _ => ReadAlertmanager(settings),
    };

    private static string ReadWebhook(Settings settings)
    {
        if (settings.OptionalText("secret") is { } secret && secret != Hidden && !IsVariable(secret, out _) && secret.Length < MinSecretLength)
            settings.Report("secret", $"it has {secret.Length} characters; a signature needs {MinSecretLength} or more to be worth something.");
        settings.OptionalText("token");
        return Address(settings, "url", null);
    }

    private static string ReadSlack(Settings settings)
    {
        var url = settings.Text("url");
        if (url == Hidden || IsVariable(url, out _))
            return "Slack";
        return url.Length == 0 ? "" : IsAddress(url) ? new Uri(url).Host : Refuse(settings, "url", "this is no address of an incoming webhook; it begins with https://.");
    }

    private static string ReadEvents(Settings settings, string key, string standard)
    {
        if (settings.Text(key) is { Length: > 0 and < 8 } found && found != Hidden)
            settings.Report(key, "this is too short to be a key.");
        return Address(settings, "url", standard);
    }

    private static string ReadAlertmanager(Settings settings)
    {
        settings.OptionalText("token");
        return Address(settings, "url", null);
    }

    private static string ReadEmail(Settings settings)
    {
        var host = settings.Text("host");
        settings.Integer("port", 587, 1, 65_535);
        settings.Choice("tls", "starttls", "starttls", "implicit", "none");
        var (user, password) = (settings.OptionalText("user"), settings.OptionalText("password"));
        if (user is null != password is null)
            settings.Report(user is null ? "user" : "password", "user and password belong together; give both or neither.");
        if (settings.OptionalText("tls") == "none" && user is not null && !SmtpSession.IsLoopback(host))
            settings.Report("tls", "without TLS the password could be read on its way; use starttls or implicit.");
        CheckMail(settings, "from", settings.Text("from"));
        var to = settings.Texts("to");
        if (to.Count == 0)
            settings.Report("to", "this is missing; give one address or a list of them.");
        foreach (var address in to)
            CheckMail(settings, "to", address);
        return string.Join(", ", to);
    }

    private static void CheckMail(Settings settings, string key, string address)
    {
        if (address.Length > 0 && !MailText.IsAddress(address))
            settings.Report(key, $"'{address}' is no mail address; write it as ops@example.org.");
    }

    /// <summary>The host of an address that must be there unless there is a standard one.</summary>
    private static string Address(Settings settings, string key, string? standard)
    {
        var url = settings.OptionalText(key) ?? standard;
        if (url is null)
            return Refuse(settings, key, "this is missing; write an address such as https://hooks.example.org/saker.");
        if (!IsAddress(url))
            return Refuse(settings, key, $"'{url}' is no address that can be posted to; write one that begins with https:// or http://.");
        var address = new Uri(url);
        return address.UserInfo.Length > 0 ? Refuse(settings, key, "an address with a password would be shown to everybody who sees the receiver; give 'token' in its place.") : address.Authority;
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") && address.Host.Length > 0;

    private static string Refuse(Settings settings, string key, string message)
    {
        settings.Report(key, message);
        return "";
    }
}
