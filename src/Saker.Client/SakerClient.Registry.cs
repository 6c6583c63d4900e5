using System.Text.Json;
using System.Net.Http.Json;

namespace Saker.Client;

public sealed partial class SakerClient
{
    public async Task<IReadOnlyList<ModelInfo>> ListModelsAsync(CancellationToken cancellationToken) =>
        (await _calls.GetAsync("api/models", SakerJson.Default.ModelList, cancellationToken)).Models;

    public Task<ModelInfo> GetModelAsync(string name, CancellationToken cancellationToken) =>
        _calls.GetAsync($"api/models/{Uri.EscapeDataString(name)}", SakerJson.Default.ModelInfo, cancellationToken);

    public async Task<IReadOnlyList<DatasetInfo>> ListDatasetsAsync(CancellationToken cancellationToken) =>
        (await _calls.GetAsync("api/datasets", SakerJson.Default.DatasetList, cancellationToken)).Datasets;

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

    /// <summary>Why a version answers as it does, whether or not an endpoint serves it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">Its version: a number, or a semantic one.</param>
    /// <param name="kind"><c>values</c>, <c>interactions</c>, <c>lime</c>, <c>counterfactual</c> or <c>dependence</c>.</param>
    /// <param name="request">The rows, and what the kind reads.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<JsonElement> ExplainAsync(string model, string version, string kind, ExplainRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/models/{Uri.EscapeDataString(model)}/versions/{Uri.EscapeDataString(version)}/explanations/{Uri.EscapeDataString(kind)}");
        message.Content = JsonContent.Create(request, SakerJson.Default.ExplainRequest);
        return await _calls.SendAsync(message, SakerJson.Default.JsonElement, cancellationToken);
    }

    /// <summary>Judges a run's model by gates before it is registered; the version of the same files has the verdict then.</summary>
    /// <param name="model">The model whose next version it is to be.</param>
    /// <param name="request">The gates, the run's model and the rows.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<CandidateVerdictInfo> JudgeCandidateAsync(string model, JudgeCandidateRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/models/{Uri.EscapeDataString(model)}/candidates");
        message.Content = JsonContent.Create(request, SakerJson.Default.JudgeCandidateRequest);
        return await _calls.SendAsync(message, SakerJson.Default.CandidateVerdictInfo, cancellationToken);
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

    private static string GatesOf(string model, string version) => $"api/models/{Uri.EscapeDataString(model)}/versions/{Uri.EscapeDataString(version)}/gates";

    private static string RequiredGatesOf(string model, string? alias) => alias is null ? $"api/models/{Uri.EscapeDataString(model)}/gates" : AliasOf(model, alias) + "/gates";

    private static string AliasOf(string model, string alias) => $"api/models/{Uri.EscapeDataString(model)}/aliases/{Uri.EscapeDataString(alias)}";

    private async Task<MoveRequestInfo> DecideAsync(string id, string decision, string? reason, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/models/approvals/{Uri.EscapeDataString(id)}/{decision}");
        message.Content = JsonContent.Create(new MoveDecision(reason), SakerJson.Default.MoveDecision);
        return await _calls.SendAsync(message, SakerJson.Default.MoveRequestInfo, cancellationToken);
    }
}
