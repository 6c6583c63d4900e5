using Saker.Data;

namespace Saker.Platform.Alerts.Receivers;

/// <summary>Makes receivers of what was written.</summary>
internal sealed class ReceiverFactory(ReceiverHttp http, AlertOptions options, TimeProvider time)
{
    /// <param name="receiver">What was written.</param>
    /// <param name="secrets">Its secrets.</param>
    /// <exception cref="SakerException">A secret is to come from a variable of the environment that is not set, or that no receiver may read.</exception>
    public IReceiver Create(Receiver receiver, IReadOnlyDictionary<string, string> secrets)
    {
        var settings = new Settings(receiver.Body, "", new List<Problem>());
        var used = new List<string>();
        string? Secret(string key)
        {
            var secret = ReadSecret(receiver, key, secrets);
            if (secret is not null)
                used.Add(secret);
            return secret;
        }
        Uri Address(string standard = "") => new(settings.OptionalText("url") ?? standard);
        IReceiver made = receiver.Kind switch
        {
            ReceiverKind.Webhook => new WebhookReceiver(Address(), Secret("secret"), Secret("token"), http, time),
            ReceiverKind.Slack => new SlackReceiver(AddressOf(receiver, Secret("url")!), http),
            ReceiverKind.Pagerduty => new PagerDutyReceiver(Address(PagerDutyReceiver.DefaultAddress), Secret("routing_key")!, http),
            ReceiverKind.Opsgenie => new OpsgenieReceiver(Address(OpsgenieReceiver.DefaultAddress), Secret("api_key")!, http),
            ReceiverKind.Email => new EmailReceiver(EmailSettings.Read(settings), Secret("password"), options, time),
            _ => new AlertmanagerReceiver(Address(), Secret("token"), http),
        };
        return new GuardedReceiver(made, used);
    }

    private static Uri AddressOf(Receiver receiver, string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
        ? address
        // Not the text: it is a secret.
        : throw new SakerException(ErrorKind.InvalidInput, $"The url of receiver '{receiver.Name}' is no address that can be posted to.", "url");

    private static string? ReadSecret(Receiver receiver, string key, IReadOnlyDictionary<string, string> secrets)
    {
        if (secrets.TryGetValue(key, out var stored))
            return stored;
        if (!receiver.Body.TryGetValue(key, out var value) || value is null)
            return null;
        if (!ReceiverText.IsVariable(value, out var name))
            throw new SakerException(ErrorKind.InvalidInput, $"The {key} of receiver '{receiver.Name}' is not stored; write it again.", key);
        if (!ReceiverText.MayRead(name))
            throw new SakerException(ErrorKind.InvalidInput, $"The {key} of receiver '{receiver.Name}' is to come from the variable {name}; receivers read only those that begin with {ReceiverText.VariablePrefix}.", key);
        // Variables are often made from files, which end with a line.
        if (Environment.GetEnvironmentVariable(name)?.Trim() is not { Length: > 0 } found)
            throw new SakerException(ErrorKind.Unavailable, $"The {key} of receiver '{receiver.Name}' is to come from the variable {name}, which is not set.", key);
        return ReceiverText.IsOneLine(found)
            ? found
            : throw new SakerException(ErrorKind.InvalidInput, $"The {key} of receiver '{receiver.Name}', from the variable {name}, has a line break or another control character in it; set the variable without.", key);
    }
}
