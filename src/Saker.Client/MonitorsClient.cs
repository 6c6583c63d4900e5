using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>How endpoints are watched, and what came of comparing their traffic with references. Thread-safe; made by <see cref="SakerClient.Monitors"/>, whose errors it has.</summary>
public sealed class MonitorsClient
{
    private readonly ServerCalls _calls;

    internal MonitorsClient(HttpClient http) => _calls = new ServerCalls(http);

    /// <summary>How an endpoint is watched, every key written out.</summary>
    public Task<JsonObject> GetAsync(string endpoint, CancellationToken cancellationToken) => _calls.GetAsync(PathOf(endpoint), SakerJson.Default.JsonObject, cancellationToken);

    /// <summary>Replaces how an endpoint is watched; what is left out has its default. Gives the settings as they are now.</summary>
    public Task<JsonObject> SetAsync(string endpoint, JsonObject settings, CancellationToken cancellationToken) => SendAsync(HttpMethod.Put, endpoint, settings, cancellationToken);

    /// <summary>Changes how an endpoint is watched in parts; the others stay. Gives all as they are now.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="changes">A JSON merge patch, such as <c>{"drift":{"window":"30m"}}</c>; null brings a default back.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<JsonObject> ChangeAsync(string endpoint, JsonObject changes, CancellationToken cancellationToken) => SendAsync(HttpMethod.Patch, endpoint, changes, cancellationToken);

    /// <summary>Has an endpoint watched by the defaults again.</summary>
    public async Task ResetAsync(string endpoint, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, PathOf(endpoint));
        (await _calls.ReachAsync(message, cancellationToken)).Dispose();
    }

    /// <summary>Reports of drift, the latest traffic first, and how far each version is.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="version">Null for all.</param>
    /// <param name="maxCount">1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<DriftList> ListDriftAsync(string endpoint, int? version, int maxCount, CancellationToken cancellationToken) => _calls.GetAsync(
        string.Create(CultureInfo.InvariantCulture, $"{DriftOf(endpoint)}?max={maxCount}{(version is { } number ? $"&version={number}" : "")}"), SakerJson.Default.DriftList, cancellationToken);

    /// <summary>One report, by its id; <c>latest</c> is that of the last closed window.</summary>
    public Task<DriftReportInfo> GetDriftAsync(string endpoint, string id, CancellationToken cancellationToken) =>
        _calls.GetAsync($"{DriftOf(endpoint)}/{Uri.EscapeDataString(id)}", SakerJson.Default.DriftReportInfo, cancellationToken);

    /// <summary>Compares a stretch of traffic now.</summary>
    public async Task<DriftReportInfo> EvaluateDriftAsync(string endpoint, EvaluateDriftRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, DriftOf(endpoint)) { Content = JsonContent.Create(request, SakerJson.Default.EvaluateDriftRequest) };
        return await _calls.SendAsync(message, SakerJson.Default.DriftReportInfo, cancellationToken);
    }

    private async Task<JsonObject> SendAsync(HttpMethod method, string endpoint, JsonObject settings, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(method, PathOf(endpoint)) { Content = JsonContent.Create(settings, SakerJson.Default.JsonObject) };
        return await _calls.SendAsync(message, SakerJson.Default.JsonObject, cancellationToken);
    }

    private static string PathOf(string endpoint) => $"api/endpoints/{Uri.EscapeDataString(endpoint)}/monitor";

    private static string DriftOf(string endpoint) => $"api/endpoints/{Uri.EscapeDataString(endpoint)}/drift";
}
