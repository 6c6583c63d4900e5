using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Saker.Client;

/// <summary>How versions reach endpoints. Thread-safe; made by <see cref="SakerClient.Rollouts"/>, whose errors it has.</summary>
public sealed class RolloutsClient
{
    private const string Root = "api/rollouts";

    private readonly ServerCalls _calls;

    internal RolloutsClient(HttpClient http) => _calls = new ServerCalls(http);

    /// <summary>Rollouts, the newest first.</summary>
    public Task<RolloutList> ListAsync(RolloutSelection query, CancellationToken cancellationToken)
    {
        var parts = new (string Key, string? Value)[]
        {
            ("endpoint", query.Endpoint), ("open", query.Open is { } open ? (open ? "true" : "false") : null), ("max", query.Max.ToString(CultureInfo.InvariantCulture)), ("pageToken", query.PageToken),
        };
        return _calls.GetAsync($"{Root}?{string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Key}={Uri.EscapeDataString(part.Value!)}"))}", SakerJson.Default.RolloutList, cancellationToken);
    }

    /// <summary>One rollout with its guards and its timeline.</summary>
    public Task<RolloutInfo> GetAsync(string id, CancellationToken cancellationToken) => _calls.GetAsync(PathOf(id), SakerJson.Default.RolloutInfo, cancellationToken);

    /// <summary>What was decided of a rollout, the oldest first: the newest of it, or with a token of the page behind it what was before.</summary>
    public Task<RolloutDecisionList> ListDecisionsAsync(string id, string? pageToken, CancellationToken cancellationToken) =>
        _calls.GetAsync($"{PathOf(id)}/decisions{(pageToken is null ? "" : $"?pageToken={Uri.EscapeDataString(pageToken)}")}", SakerJson.Default.RolloutDecisionList, cancellationToken);

    /// <summary>Has a version, or several, reach an endpoint.</summary>
    public Task<RolloutInfo> StartAsync(string endpoint, StartRolloutRequest request, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"{PathOfEndpoint(endpoint)}/rollouts", request, SakerJson.Default.StartRolloutRequest, SakerJson.Default.RolloutInfo, cancellationToken);

    /// <summary>How many requests and how long a rollout of an endpoint needs, by its own traffic.</summary>
    public Task<RolloutPlanInfo> PlanAsync(string endpoint, RolloutPlanRequest request, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"{PathOfEndpoint(endpoint)}/rollouts/plan", request, SakerJson.Default.RolloutPlanRequest, SakerJson.Default.RolloutPlanInfo, cancellationToken);

    /// <summary>Tries a rollout out on logged traffic. Nothing is changed by it.</summary>
    public Task<RolloutSimulationInfo> SimulateAsync(string endpoint, SimulateRolloutRequest request, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"{PathOfEndpoint(endpoint)}/rollouts/simulation", request, SakerJson.Default.SimulateRolloutRequest, SakerJson.Default.RolloutSimulationInfo, cancellationToken);

    /// <summary>Goes on to the next step whatever the guards say; from the last one to the end: the candidate serves.</summary>
    public Task<RolloutInfo> PromoteAsync(string id, RolloutActRequest request, CancellationToken cancellationToken) => ActAsync(id, "promote", request, cancellationToken);

    /// <summary>Has it stay as it is until somebody resumes it.</summary>
    public Task<RolloutInfo> HoldAsync(string id, RolloutActRequest request, CancellationToken cancellationToken) => ActAsync(id, "hold", request, cancellationToken);

    /// <summary>Goes on with one that is held.</summary>
    public Task<RolloutInfo> ResumeAsync(string id, RolloutActRequest request, CancellationToken cancellationToken) => ActAsync(id, "resume", request, cancellationToken);

    /// <summary>Gives all requests back to the control, from the next one on.</summary>
    public Task<RolloutInfo> RollBackAsync(string id, RolloutActRequest request, CancellationToken cancellationToken) => ActAsync(id, "rollback", request, cancellationToken);

    /// <summary>Ends it in favour of an arm, or of the candidate where none is named.</summary>
    public Task<RolloutInfo> ConcludeAsync(string id, RolloutActRequest request, CancellationToken cancellationToken) => ActAsync(id, "conclude", request, cancellationToken);

    /// <summary>Ends it without a judgement: the control serves, and the version may be tried again.</summary>
    public Task<RolloutInfo> CancelAsync(string id, RolloutActRequest request, CancellationToken cancellationToken) => ActAsync(id, "cancel", request, cancellationToken);

    /// <summary>Lets one begin that waits for approval, or carries out what it proposes.</summary>
    public Task<RolloutInfo> ApproveAsync(string id, RolloutActRequest request, CancellationToken cancellationToken) => ActAsync(id, "approve", request, cancellationToken);

    /// <summary>How versions reach an endpoint where nobody says otherwise.</summary>
    public Task<RolloutPolicyInfo> GetPolicyAsync(string endpoint, CancellationToken cancellationToken) => _calls.GetAsync(PolicyOf(endpoint), SakerJson.Default.RolloutPolicyInfo, cancellationToken);

    /// <summary>Sets how versions reach an endpoint where nobody says otherwise; what is left out has its default.</summary>
    public Task<RolloutPolicyInfo> SetPolicyAsync(string endpoint, JsonObject settings, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, PolicyOf(endpoint), settings, SakerJson.Default.JsonObject, SakerJson.Default.RolloutPolicyInfo, cancellationToken);

    /// <summary>Has versions reach an endpoint as where nobody set a policy.</summary>
    public async Task RemovePolicyAsync(string endpoint, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, PolicyOf(endpoint));
        using var response = await _calls.ReachAsync(message, cancellationToken);
    }

    /// <summary>Acts by the word of the route, such as <c>promote</c>.</summary>
    public Task<RolloutInfo> ActAsync(string id, string act, RolloutActRequest request, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"{PathOf(id)}/{act}", request, SakerJson.Default.RolloutActRequest, SakerJson.Default.RolloutInfo, cancellationToken);

    private async Task<TAnswer> SendAsync<TBody, TAnswer>(HttpMethod method, string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, bodyType) };
        return await _calls.SendAsync(message, answerType, cancellationToken);
    }

    private static string PathOf(string id) => $"{Root}/{Uri.EscapeDataString(id)}";

    private static string PolicyOf(string endpoint) => $"{PathOfEndpoint(endpoint)}/rollout-policy";

    private static string PathOfEndpoint(string endpoint) => $"api/endpoints/{Uri.EscapeDataString(endpoint)}";
}
