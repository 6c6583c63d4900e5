using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Saker.Client;

public sealed partial class SakerClient
{
    public async Task<IReadOnlyList<EndpointInfo>> ListEndpointsAsync(CancellationToken cancellationToken) =>
        (await _calls.GetAsync("api/endpoints", SakerJson.Default.EndpointList, cancellationToken)).Endpoints;

    public Task<EndpointInfo> GetEndpointAsync(string name, CancellationToken cancellationToken) =>
        _calls.GetAsync($"api/endpoints/{Uri.EscapeDataString(name)}", SakerJson.Default.EndpointInfo, cancellationToken);

    /// <summary>Makes an endpoint serve a model version from now on.</summary>
    public async Task<EndpointInfo> DeployAsync(DeployRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/endpoints");
        message.Content = JsonContent.Create(request, SakerJson.Default.DeployRequest);
        return await _calls.SendAsync(message, SakerJson.Default.EndpointInfo, cancellationToken);
    }

    /// <summary>Removes an endpoint; the versions that it served stay registered.</summary>
    public async Task RemoveEndpointAsync(string name, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, $"api/endpoints/{Uri.EscapeDataString(name)}");
        using var response = await _calls.ReachAsync(message, cancellationToken);
    }

    /// <summary>How an endpoint serves, every part of it.</summary>
    public Task<EndpointSettingsInfo> GetEndpointSettingsAsync(string name, CancellationToken cancellationToken) =>
        _calls.GetAsync(SettingsOf(name), SakerJson.Default.EndpointSettingsInfo, cancellationToken);

    /// <summary>Replaces how an endpoint serves; what is left out has its default. Gives the settings as they are now.</summary>
    public async Task<EndpointSettingsInfo> SetEndpointSettingsAsync(string name, EndpointSettingsInfo settings, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Put, SettingsOf(name));
        message.Content = JsonContent.Create(settings, SakerJson.Default.EndpointSettingsInfo);
        return await _calls.SendAsync(message, SakerJson.Default.EndpointSettingsInfo, cancellationToken);
    }

    /// <summary>Replaces how an endpoint serves and sets how versions come to it, as one: where either is refused, both stay as they are. Gives all settings as they are now.</summary>
    /// <param name="name">The endpoint.</param>
    /// <param name="settings">How it serves; what is null has its default.</param>
    /// <param name="rollout">How versions come to it from now on, such as <c>{"strategy":"canary"}</c>; what is left out has its default.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<EndpointSettingsInfo> SetEndpointSettingsAsync(string name, EndpointSettingsInfo settings, JsonObject rollout, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToNode(settings, SakerJson.Default.EndpointSettingsInfo)!.AsObject();
        body["rollout"] = rollout.DeepClone();
        using var message = new HttpRequestMessage(HttpMethod.Put, SettingsOf(name));
        message.Content = JsonContent.Create(body, SakerJson.Default.JsonObject);
        return await _calls.SendAsync(message, SakerJson.Default.EndpointSettingsInfo, cancellationToken);
    }

    /// <summary>Changes some settings of an endpoint; the others stay. Gives all as they are now.</summary>
    /// <param name="name">The endpoint.</param>
    /// <param name="changes">A JSON merge patch, such as <c>{"guard":{"outOfRange":"clip"}}</c>; null brings a default back.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<EndpointSettingsInfo> ChangeEndpointSettingsAsync(string name, JsonObject changes, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Patch, SettingsOf(name));
        message.Content = JsonContent.Create(changes, SakerJson.Default.JsonObject);
        return await _calls.SendAsync(message, SakerJson.Default.EndpointSettingsInfo, cancellationToken);
    }

    /// <summary>Every version of the model behind a name, the newest first, and where it stands in the server's memory.</summary>
    public async Task<IReadOnlyList<VersionStateInfo>> ListVersionsAsync(string model, CancellationToken cancellationToken) =>
        (await _calls.GetAsync($"api/models/{Uri.EscapeDataString(model)}/versions", SakerJson.Default.VersionStateList, cancellationToken)).Versions;

    /// <summary>Loads a version into the server's memory; gives it when it is loaded and warm.</summary>
    public Task<VersionStateInfo> LoadVersionAsync(string model, int version, CancellationToken cancellationToken) => ChangeVersionAsync(model, version, "load", cancellationToken);

    /// <summary>Unloads a version; requests for it are refused until it is loaded or deployed again.</summary>
    public Task<VersionStateInfo> UnloadVersionAsync(string model, int version, CancellationToken cancellationToken) => ChangeVersionAsync(model, version, "unload", cancellationToken);

    /// <summary>Predicts every row, in order.</summary>
    /// <param name="endpoint">The endpoint's name.</param>
    /// <param name="rows">Field to value: text, number, boolean, date, or null (also NaN) for a missing value.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<PredictResponse> PredictAsync(string endpoint, IReadOnlyList<IReadOnlyDictionary<string, object?>> rows, CancellationToken cancellationToken) =>
        PredictAsync(endpoint, rows, explain: false, cancellationToken);

    /// <summary>As the other, and asks why: <see cref="PredictResponse.Explanation"/>.</summary>
    public async Task<PredictResponse> PredictAsync(string endpoint, IReadOnlyList<IReadOnlyDictionary<string, object?>> rows, bool explain, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/endpoints/{Uri.EscapeDataString(endpoint)}/predict");
        message.Content = RequestRows.Write(rows, explain);
        return await _calls.SendAsync(message, SakerJson.Default.PredictResponse, cancellationToken);
    }

    private static string SettingsOf(string endpoint) => $"api/endpoints/{Uri.EscapeDataString(endpoint)}/settings";

    private async Task<VersionStateInfo> ChangeVersionAsync(string model, int version, string change, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/models/{Uri.EscapeDataString(model)}/versions/{version}/{change}");
        return await _calls.SendAsync(message, SakerJson.Default.VersionStateInfo, cancellationToken);
    }
}
