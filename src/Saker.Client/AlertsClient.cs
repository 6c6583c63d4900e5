using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Saker.Client;

/// <summary>Alerts of a server. Thread-safe; made by <see cref="SakerClient.Alerts"/>, whose errors it has.</summary>
public sealed class AlertsClient
{
    private const string Root = "api/alerts";

    private readonly ServerCalls _calls;

    internal AlertsClient(HttpClient http) => _calls = new ServerCalls(http);

    /// <summary>Alerts, the newest first.</summary>
    public Task<AlertList> ListAsync(AlertQuery query, CancellationToken cancellationToken)
    {
        var parts = new (string Key, string? Value)[]
        {
            ("state", query.State), ("open", query.Open is { } open ? (open ? "true" : "false") : null), ("severity", query.Severity), ("endpoint", query.Endpoint), ("rule", query.Rule),
            ("max", query.Max.ToString(CultureInfo.InvariantCulture)), ("pageToken", query.PageToken),
        };
        return _calls.GetAsync($"{Root}?{string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Key}={Uri.EscapeDataString(part.Value!)}"))}", SakerJson.Default.AlertList, cancellationToken);
    }

    /// <summary>An alert with what happened to it.</summary>
    public Task<AlertInfo> GetAsync(string id, CancellationToken cancellationToken) => _calls.GetAsync(PathOf(id), SakerJson.Default.AlertInfo, cancellationToken);

    /// <summary>Says that somebody looks at an alert.</summary>
    public Task<AlertInfo> AcknowledgeAsync(string id, string? note, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"{PathOf(id)}/acknowledge", new AlertNote { Note = note }, SakerJson.Default.AlertNote, SakerJson.Default.AlertInfo, cancellationToken);

    /// <summary>Says that an alert is over.</summary>
    public Task<AlertInfo> ResolveAsync(string id, string? note, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"{PathOf(id)}/resolve", new AlertNote { Note = note }, SakerJson.Default.AlertNote, SakerJson.Default.AlertInfo, cancellationToken);

    /// <summary>Everything that is said about alerts, and the signals that there are.</summary>
    public Task<AlertSettingsInfo> GetSettingsAsync(CancellationToken cancellationToken) => _calls.GetAsync($"{Root}/settings", SakerJson.Default.AlertSettingsInfo, cancellationToken);

    /// <summary>Writes policy, rules, receivers and silences, as a file of alerts has them: all or nothing.</summary>
    /// <param name="settings">The content of <c>alerts:</c>.</param>
    /// <param name="prune">Whether to remove rules and receivers that are not in it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<AlertSettingsInfo> ApplyAsync(JsonObject settings, bool prune, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, $"{Root}/settings{(prune ? "?prune=true" : "")}", settings, SakerJson.Default.JsonObject, SakerJson.Default.AlertSettingsInfo, cancellationToken);

    /// <summary>Removes a rule that somebody wrote.</summary>
    public Task RemoveRuleAsync(string name, CancellationToken cancellationToken) => DeleteAsync($"{Root}/rules/{Uri.EscapeDataString(name)}", cancellationToken);

    /// <summary>Removes a receiver.</summary>
    public Task RemoveReceiverAsync(string name, CancellationToken cancellationToken) => DeleteAsync($"{Root}/receivers/{Uri.EscapeDataString(name)}", cancellationToken);

    /// <summary>Sends a test to a receiver.</summary>
    public async Task<AlertTestInfo> TestAsync(string receiver, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"{Root}/receivers/{Uri.EscapeDataString(receiver)}/test");
        return await _calls.SendAsync(message, SakerJson.Default.AlertTestInfo, cancellationToken);
    }

    /// <summary>Adds a silence.</summary>
    public Task<AlertSilenceInfo> SilenceAsync(JsonObject silence, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"{Root}/silences", silence, SakerJson.Default.JsonObject, SakerJson.Default.AlertSilenceInfo, cancellationToken);

    /// <summary>Ends a silence.</summary>
    public Task EndSilenceAsync(string id, CancellationToken cancellationToken) => DeleteAsync($"{Root}/silences/{Uri.EscapeDataString(id)}", cancellationToken);

    /// <summary>Notifications that were given up, the newest first.</summary>
    public async Task<IReadOnlyList<DeadLetterInfo>> ListDeadLettersAsync(string? receiver, CancellationToken cancellationToken) =>
        (await _calls.GetAsync($"{Root}/dead-letters{(receiver is null ? "" : $"?receiver={Uri.EscapeDataString(receiver)}")}", SakerJson.Default.DeadLetterList, cancellationToken)).DeadLetters;

    /// <summary>Lets dead letters be tried again; gives how many.</summary>
    public async Task<int> ResendAsync(ResendRequest request, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Post, $"{Root}/dead-letters/resend", request, SakerJson.Default.ResendRequest, SakerJson.Default.ResendAnswer, cancellationToken)).Count;

    private async Task<TAnswer> SendAsync<TBody, TAnswer>(HttpMethod method, string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, bodyType) };
        return await _calls.SendAsync(message, answerType, cancellationToken);
    }

    private async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, path);
        using var response = await _calls.ReachAsync(message, cancellationToken);
    }

    private static string PathOf(string id) => $"{Root}/{Uri.EscapeDataString(id)}";
}
