using System.Globalization;
using System.Net.Http.Json;

namespace Saker.Client;

/// <summary>When a server trains the models of its endpoints again. Thread-safe; made by <see cref="SakerClient.Retraining"/>, whose errors it has.</summary>
public sealed class RetrainingClient
{
    private readonly ServerCalls _calls;

    internal RetrainingClient(HttpClient http) => _calls = new ServerCalls(http);

    /// <summary>The policy of an endpoint, the next time, and the last attempt.</summary>
    public Task<RetrainingInfo> GetAsync(string endpoint, CancellationToken cancellationToken) => _calls.GetAsync(PathOf(endpoint), SakerJson.Default.RetrainingInfo, cancellationToken);

    /// <summary>Sets when an endpoint's model is trained again by itself.</summary>
    public async Task<RetrainingInfo> SetAsync(string endpoint, RetrainingPolicyInfo policy, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Put, PathOf(endpoint)) { Content = JsonContent.Create(policy, SakerJson.Default.RetrainingPolicyInfo) };
        return await _calls.SendAsync(message, SakerJson.Default.RetrainingInfo, cancellationToken);
    }

    /// <summary>Has an endpoint's model trained again only when somebody asks.</summary>
    public async Task RemoveAsync(string endpoint, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, PathOf(endpoint));
        using var response = await _calls.ReachAsync(message, cancellationToken);
    }

    /// <summary>Has an endpoint's model trained again; a server takes the attempt up within seconds.</summary>
    public async Task<RetrainingAttemptInfo> RequestAsync(string endpoint, string? reason, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"{PathOf(endpoint)}/attempts") { Content = JsonContent.Create(new RetrainRequest { Reason = reason }, SakerJson.Default.RetrainRequest) };
        return await _calls.SendAsync(message, SakerJson.Default.RetrainingAttemptInfo, cancellationToken);
    }

    /// <summary>One attempt as it is now.</summary>
    public Task<RetrainingAttemptInfo> GetAttemptAsync(string endpoint, string id, CancellationToken cancellationToken) =>
        _calls.GetAsync($"{PathOf(endpoint)}/attempts/{Uri.EscapeDataString(id)}", SakerJson.Default.RetrainingAttemptInfo, cancellationToken);

    /// <summary>Attempts, the newest first.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="max">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<IReadOnlyList<RetrainingAttemptInfo>> ListAttemptsAsync(string endpoint, int max, CancellationToken cancellationToken) =>
        (await _calls.GetAsync(string.Create(CultureInfo.InvariantCulture, $"{PathOf(endpoint)}/attempts?max={max}"), SakerJson.Default.RetrainingAttemptList, cancellationToken)).Attempts;

    private static string PathOf(string endpoint) => $"api/endpoints/{Uri.EscapeDataString(endpoint)}/retraining";
}
