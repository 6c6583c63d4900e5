using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>
/// Speaks to a Saker server. Thread-safe, like the <see cref="HttpClient"/> it is given, whose base address is the server's and whose
/// default header <c>Authorization: Bearer</c> holds the key where the server asks for one.
/// Every call throws <see cref="SakerClientException"/> when the server refuses, fails or cannot be reached.
/// </summary>
public sealed class SakerClient(HttpClient http)
{
    private readonly ServerCalls _calls = new(http);

    /// <summary>Versions of datasets.</summary>
    public DatasetsClient Datasets { get; } = new(http);

    /// <summary>Searches for hyper-parameters on the server, whose trials the caller evaluates.</summary>
    public StudiesClient Studies { get; } = new(http);

    /// <summary>All experiments, the newest first.</summary>
    public async Task<IReadOnlyList<ExperimentInfo>> ListExperimentsAsync(CancellationToken cancellationToken) =>
        (await _calls.GetAsync("api/experiments", SakerJson.Default.ExperimentList, cancellationToken)).Experiments;

    /// <summary>One experiment, also a deleted one, by its id or its name.</summary>
    public Task<ExperimentInfo> GetExperimentAsync(string experiment, CancellationToken cancellationToken) =>
        _calls.GetAsync(PathOf(experiment), SakerJson.Default.ExperimentInfo, cancellationToken);

    public async Task<ExperimentInfo> CreateExperimentAsync(CreateExperimentRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/experiments");
        message.Content = JsonContent.Create(request, SakerJson.Default.CreateExperimentRequest);
        return await _calls.SendAsync(message, SakerJson.Default.ExperimentInfo, cancellationToken);
    }

    /// <summary>Renames an experiment, and sets or removes tags.</summary>
    public async Task<ExperimentInfo> ChangeExperimentAsync(string experiment, ChangeExperimentRequest changes, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Patch, PathOf(experiment));
        message.Content = JsonContent.Create(changes, SakerJson.Default.ChangeExperimentRequest);
        return await _calls.SendAsync(message, SakerJson.Default.ExperimentInfo, cancellationToken);
    }

    /// <summary>Marks an experiment and its runs as deleted.</summary>
    public async Task<ExperimentInfo> DeleteExperimentAsync(string experiment, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, PathOf(experiment));
        return await _calls.SendAsync(message, SakerJson.Default.ExperimentInfo, cancellationToken);
    }

    /// <summary>Brings a deleted experiment back, with the runs that its deletion took.</summary>
    public async Task<ExperimentInfo> RestoreExperimentAsync(string experiment, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, PathOf(experiment) + "/restore");
        return await _calls.SendAsync(message, SakerJson.Default.ExperimentInfo, cancellationToken);
    }

    /// <summary>Marks a run as deleted.</summary>
    public async Task<RunInfo> DeleteRunAsync(string id, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, $"api/runs/{Uri.EscapeDataString(id)}");
        return await _calls.SendAsync(message, SakerJson.Default.RunInfo, cancellationToken);
    }

    /// <summary>Brings a deleted run back; its whole id is needed.</summary>
    public async Task<RunInfo> RestoreRunAsync(string id, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/runs/{Uri.EscapeDataString(id)}/restore");
        return await _calls.SendAsync(message, SakerJson.Default.RunInfo, cancellationToken);
    }

    /// <summary>Runs of an experiment by its name, or of all, the newest first.</summary>
    public async Task<IReadOnlyList<RunInfo>> ListRunsAsync(string? experiment, int maxCount, CancellationToken cancellationToken)
    {
        var filter = experiment is null ? "" : $"&experiment={Uri.EscapeDataString(experiment)}";
        return (await _calls.GetAsync($"api/runs?max={maxCount}{filter}", SakerJson.Default.RunList, cancellationToken)).Runs;
    }

    /// <summary>Runs that a filter wants, in the order wanted, such as <c>metrics.auc > 0.8</c> by <c>metrics.auc DESC</c>; docs/search.md has the grammar.</summary>
    /// <param name="search">What is wanted.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<RunList> SearchRunsAsync(RunQuery search, CancellationToken cancellationToken) => _calls.GetAsync(search.ToPath(), SakerJson.Default.RunList, cancellationToken);

    public Task<RunInfo> GetRunAsync(string id, CancellationToken cancellationToken) =>
        _calls.GetAsync($"api/runs/{Uri.EscapeDataString(id)}", SakerJson.Default.RunInfo, cancellationToken);

    /// <summary>Every logged value of a metric of a run.</summary>
    public Task<MetricHistory> GetMetricAsync(string runId, string key, CancellationToken cancellationToken) =>
        _calls.GetAsync($"api/runs/{Uri.EscapeDataString(runId)}/metrics/{Uri.EscapeDataString(key)}", SakerJson.Default.MetricHistory, cancellationToken);

    public async Task<IReadOnlyList<ModelInfo>> ListModelsAsync(CancellationToken cancellationToken) =>
        (await _calls.GetAsync("api/models", SakerJson.Default.ModelList, cancellationToken)).Models;

    public Task<ModelInfo> GetModelAsync(string name, CancellationToken cancellationToken) =>
        _calls.GetAsync($"api/models/{Uri.EscapeDataString(name)}", SakerJson.Default.ModelInfo, cancellationToken);

    public async Task<IReadOnlyList<DatasetInfo>> ListDatasetsAsync(CancellationToken cancellationToken) =>
        (await _calls.GetAsync("api/datasets", SakerJson.Default.DatasetList, cancellationToken)).Datasets;

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

    /// <summary>Registers an ONNX file as the next version of a model.</summary>
    /// <param name="model">The model, made when there is none of that name.</param>
    /// <param name="graph">The bytes of the file.</param>
    /// <param name="aliases">Aliases to move to the version.</param>
    /// <param name="example">Rows to warm it up with, <c>{"columns": [...], "data": [[...]]}</c>; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<ModelVersionInfo> ImportAsync(string model, byte[] graph, IReadOnlyList<string> aliases, string? example, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/models/{Uri.EscapeDataString(model)}/versions");
        var form = new MultipartFormDataContent { { new ByteArrayContent(graph), "model", "model.onnx" } };
        foreach (var alias in aliases)
            form.Add(new StringContent(alias), "alias");
        if (example is not null)
            form.Add(new StringContent(example), "example");
        message.Content = form;
        return await _calls.SendAsync(message, SakerJson.Default.ModelVersionInfo, cancellationToken);
    }

    /// <summary>Points an alias of a model at a version.</summary>
    public async Task<ModelInfo> SetAliasAsync(string model, string alias, int version, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Put, $"api/models/{Uri.EscapeDataString(model)}/aliases/{Uri.EscapeDataString(alias)}");
        message.Content = JsonContent.Create(new AliasRequest(version), SakerJson.Default.AliasRequest);
        return await _calls.SendAsync(message, SakerJson.Default.ModelInfo, cancellationToken);
    }

    /// <summary>As the other, with why; where the alias is protected, the answer's <see cref="ModelInfo.Requests"/> says what waits for approval.</summary>
    public async Task<ModelInfo> SetAliasAsync(string model, string alias, int version, string evidence, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Put, AliasOf(model, alias));
        message.Content = JsonContent.Create(new AliasRequest(version) { Evidence = evidence }, SakerJson.Default.AliasRequest);
        return await _calls.SendAsync(message, SakerJson.Default.ModelInfo, cancellationToken);
    }

    /// <summary>Takes an alias away.</summary>
    public async Task<ModelInfo> RemoveAliasAsync(string model, string alias, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, AliasOf(model, alias));
        return await _calls.SendAsync(message, SakerJson.Default.ModelInfo, cancellationToken);
    }

    /// <summary>What an alias pointed at.</summary>
    /// <param name="model">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="at">Only what held then: <c>2026-05-03</c> for a day (UTC), or a moment; null for all.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<AliasHistory> GetAliasHistoryAsync(string model, string alias, string? at, CancellationToken cancellationToken) =>
        _calls.GetAsync($"{AliasOf(model, alias)}/history{(at is null ? "" : $"?at={Uri.EscapeDataString(at)}")}", SakerJson.Default.AliasHistory, cancellationToken);

    /// <summary>Has an alias move only with somebody's approval. Needs the role admin.</summary>
    public async Task<ModelInfo> ProtectAliasAsync(string model, string alias, ProtectRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Put, AliasOf(model, alias) + "/protection");
        message.Content = JsonContent.Create(request, SakerJson.Default.ProtectRequest);
        return await _calls.SendAsync(message, SakerJson.Default.ModelInfo, cancellationToken);
    }

    /// <summary>Ends the protection of an alias. Needs the role admin.</summary>
    public async Task<ModelInfo> UnprotectAliasAsync(string model, string alias, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, AliasOf(model, alias) + "/protection");
        return await _calls.SendAsync(message, SakerJson.Default.ModelInfo, cancellationToken);
    }

    /// <summary>As <see cref="SetAliasAsync(string, string, int, CancellationToken)"/>, with all that a request can say: why, and why in spite of gates.</summary>
    public async Task<ModelInfo> SetAliasAsync(string model, string alias, AliasRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Put, AliasOf(model, alias));
        message.Content = JsonContent.Create(request, SakerJson.Default.AliasRequest);
        return await _calls.SendAsync(message, SakerJson.Default.ModelInfo, cancellationToken);
    }

    /// <summary>Judges a version by gates on a dataset of the server, and keeps the verdict.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">Its version: a number, or a semantic one.</param>
    /// <param name="request">The gates and the rows.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<GateVerdictInfo> JudgeAsync(string model, string version, JudgeRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, GatesOf(model, version));
        message.Content = JsonContent.Create(request, SakerJson.Default.JudgeRequest);
        return await _calls.SendAsync(message, SakerJson.Default.GateVerdictInfo, cancellationToken);
    }

    /// <summary>What the gates said of a version last, with the whole report.</summary>
    public Task<GateVerdictInfo> GetVerdictAsync(string model, string version, CancellationToken cancellationToken) =>
        _calls.GetAsync(GatesOf(model, version), SakerJson.Default.GateVerdictInfo, cancellationToken);

    /// <summary>Has an alias, or with null every alias of the model, move only to versions whose gates passed. Needs the role admin.</summary>
    public async Task<ModelInfo> RequireGatesAsync(string model, string? alias, RequireGatesRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Put, RequiredGatesOf(model, alias));
        message.Content = JsonContent.Create(request, SakerJson.Default.RequireGatesRequest);
        return await _calls.SendAsync(message, SakerJson.Default.ModelInfo, cancellationToken);
    }

    /// <summary>Ends that. Needs the role admin.</summary>
    public async Task<ModelInfo> ReleaseGatesAsync(string model, string? alias, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, RequiredGatesOf(model, alias));
        return await _calls.SendAsync(message, SakerJson.Default.ModelInfo, cancellationToken);
    }

    private static string GatesOf(string model, string version) => $"api/models/{Uri.EscapeDataString(model)}/versions/{Uri.EscapeDataString(version)}/gates";

    private static string RequiredGatesOf(string model, string? alias) => alias is null ? $"api/models/{Uri.EscapeDataString(model)}/gates" : AliasOf(model, alias) + "/gates";

    /// <summary>Requests to move protected aliases, the newest first.</summary>
    /// <param name="model">Of this model; null for all.</param>
    /// <param name="all">Also those that do not wait any more.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<IReadOnlyList<MoveRequestInfo>> ListApprovalsAsync(string? model, bool all, CancellationToken cancellationToken) =>
        (await _calls.GetAsync($"api/models/approvals?all={(all ? "true" : "false")}{(model is null ? "" : $"&model={Uri.EscapeDataString(model)}")}", SakerJson.Default.MoveRequestList, cancellationToken)).Requests;

    /// <summary>Approves a request; with enough approvals the alias moves.</summary>
    public Task<MoveRequestInfo> ApproveAsync(string id, string? reason, CancellationToken cancellationToken) => DecideAsync(id, "approve", reason, cancellationToken);

    /// <summary>Rejects a request.</summary>
    public Task<MoveRequestInfo> RejectAsync(string id, string? reason, CancellationToken cancellationToken) => DecideAsync(id, "reject", reason, cancellationToken);

    /// <summary>Takes one's own request back.</summary>
    public Task<MoveRequestInfo> WithdrawAsync(string id, string? reason, CancellationToken cancellationToken) => DecideAsync(id, "withdraw", reason, cancellationToken);

    /// <summary>Where a version came from.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">Its number, or its semantic version.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<LineageInfo> GetLineageAsync(string model, string version, CancellationToken cancellationToken) =>
        _calls.GetAsync($"api/models/{Uri.EscapeDataString(model)}/versions/{Uri.EscapeDataString(version)}/lineage", SakerJson.Default.LineageInfo, cancellationToken);

    /// <summary>The model card of a version, as Markdown.</summary>
    public async Task<string> GetCardAsync(string model, string version, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, $"api/models/{Uri.EscapeDataString(model)}/versions/{Uri.EscapeDataString(version)}/card");
        using var response = await _calls.ReachAsync(message, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Registers a model without a version.</summary>
    public async Task<ModelInfo> CreateModelAsync(NewModelRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/models");
        message.Content = JsonContent.Create(request, SakerJson.Default.NewModelRequest);
        return await _calls.SendAsync(message, SakerJson.Default.ModelInfo, cancellationToken);
    }

    /// <summary>Changes a model's name, description or tags.</summary>
    public async Task<ModelInfo> ChangeModelAsync(string model, ModelChanges changes, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Patch, $"api/models/{Uri.EscapeDataString(model)}");
        message.Content = JsonContent.Create(changes, SakerJson.Default.ModelChanges);
        return await _calls.SendAsync(message, SakerJson.Default.ModelInfo, cancellationToken);
    }

    /// <summary>Removes a model with its versions, unless an endpoint serves it.</summary>
    public async Task DeleteModelAsync(string model, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, $"api/models/{Uri.EscapeDataString(model)}");
        (await _calls.ReachAsync(message, cancellationToken)).Dispose();
    }

    /// <summary>Starts a pipeline file that lies on the server; follow its run with <see cref="GetRunAsync"/>.</summary>
    public async Task<TrainResponse> TrainAsync(TrainRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/pipelines");
        message.Content = JsonContent.Create(request, SakerJson.Default.TrainRequest);
        return await _calls.SendAsync(message, SakerJson.Default.TrainResponse, cancellationToken);
    }

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

    /// <summary>Removes for good what was deleted long enough ago, and content that nothing refers to; or only says what would go. Needs the role admin.</summary>
    public async Task<CollectionInfo> CollectGarbageAsync(CollectRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/gc");
        message.Content = JsonContent.Create(request, SakerJson.Default.CollectRequest);
        return await _calls.SendAsync(message, SakerJson.Default.CollectionInfo, cancellationToken);
    }

    /// <summary>Every key, the newest first. Needs the role admin, as all about keys and the audit.</summary>
    public async Task<IReadOnlyList<KeyInfo>> ListKeysAsync(CancellationToken cancellationToken) =>
        (await _calls.GetAsync("api/keys", SakerJson.Default.KeyList, cancellationToken)).Keys;

    /// <summary>Makes a key; its secret is in the answer and cannot be had again.</summary>
    public async Task<CreatedKey> CreateKeyAsync(CreateKeyRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/keys");
        message.Content = JsonContent.Create(request, SakerJson.Default.CreateKeyRequest);
        return await _calls.SendAsync(message, SakerJson.Default.CreatedKey, cancellationToken);
    }

    /// <summary>Ends a key for good.</summary>
    public async Task<KeyInfo> RevokeKeyAsync(string id, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, $"api/keys/{Uri.EscapeDataString(id)}");
        return await _calls.SendAsync(message, SakerJson.Default.KeyInfo, cancellationToken);
    }

    /// <summary>Administrative acts, the newest first.</summary>
    /// <param name="before"><see cref="AuditPage.Next"/> of the page before; null for the first.</param>
    /// <param name="maxCount">1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<AuditPage> ListAuditAsync(string? before, int maxCount, CancellationToken cancellationToken) =>
        _calls.GetAsync($"api/audit?max={maxCount}{(before is null ? "" : $"&before={Uri.EscapeDataString(before)}")}", SakerJson.Default.AuditPage, cancellationToken);

    /// <summary>Whether every administrative act is as it was noted.</summary>
    /// <param name="anchor"><see cref="AuditVerificationInfo.Anchor"/> of an earlier verification; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<AuditVerificationInfo> VerifyAuditAsync(string? anchor, CancellationToken cancellationToken) =>
        _calls.GetAsync($"api/audit/verification{(anchor is null ? "" : $"?anchor={Uri.EscapeDataString(anchor)}")}", SakerJson.Default.AuditVerificationInfo, cancellationToken);

    private static string AliasOf(string model, string alias) => $"api/models/{Uri.EscapeDataString(model)}/aliases/{Uri.EscapeDataString(alias)}";

    private async Task<MoveRequestInfo> DecideAsync(string id, string decision, string? reason, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/models/approvals/{Uri.EscapeDataString(id)}/{decision}");
        message.Content = JsonContent.Create(new MoveDecision(reason), SakerJson.Default.MoveDecision);
        return await _calls.SendAsync(message, SakerJson.Default.MoveRequestInfo, cancellationToken);
    }

    private static string PathOf(string experiment) => $"api/experiments/{Uri.EscapeDataString(experiment)}";

    private static string SettingsOf(string endpoint) => $"api/endpoints/{Uri.EscapeDataString(endpoint)}/settings";

    private async Task<VersionStateInfo> ChangeVersionAsync(string model, int version, string change, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/models/{Uri.EscapeDataString(model)}/versions/{version}/{change}");
        return await _calls.SendAsync(message, SakerJson.Default.VersionStateInfo, cancellationToken);
    }
}
