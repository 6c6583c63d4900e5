using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;

namespace Saker.Client;

/// <summary>Searches for hyper-parameters on a server, whose trials the caller evaluates. Thread-safe; made by <see cref="SakerClient.Studies"/>, whose errors it has.</summary>
public sealed class StudiesClient
{
    private readonly ServerCalls _calls;

    internal StudiesClient(HttpClient http) => _calls = new ServerCalls(http);

    /// <summary>Studies, the newest first, without their trials.</summary>
    public async Task<IReadOnlyList<StudyInfo>> ListAsync(CancellationToken cancellationToken) =>
        (await _calls.GetAsync("api/studies", SakerJson.Default.StudyList, cancellationToken)).Studies;

    /// <summary>A study with all its trials.</summary>
    public Task<StudyInfo> GetAsync(string study, CancellationToken cancellationToken) => _calls.GetAsync(PathOf(study), SakerJson.Default.StudyInfo, cancellationToken);

    public Task<StudyInfo> CreateAsync(CreateStudyRequest request, CancellationToken cancellationToken) =>
        PostAsync("api/studies", request, SakerJson.Default.CreateStudyRequest, SakerJson.Default.StudyInfo, cancellationToken);

    /// <summary>Removes a study with its trials; its runs are deleted as other runs are.</summary>
    public async Task DeleteAsync(string study, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, PathOf(study));
        using var response = await _calls.ReachAsync(message, cancellationToken);
    }

    /// <summary>Begins a trial; null when nothing is left to try.</summary>
    public async Task<TrialInfo?> AskAsync(string study, AskRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"{PathOf(study)}/ask") { Content = JsonContent.Create(request, SakerJson.Default.AskRequest) };
        using var response = await _calls.ReachAsync(message, cancellationToken);
        return response.StatusCode == HttpStatusCode.NoContent ? null : await response.Content.ReadFromJsonAsync(SakerJson.Default.TrialInfo, cancellationToken);
    }

    /// <summary>Notes how a running trial does; gives whether to end it.</summary>
    public async Task<bool> ReportAsync(string study, int trial, TrialReportInfo report, CancellationToken cancellationToken) =>
        (await PostAsync($"{PathOf(study, trial)}/report", report, SakerJson.Default.TrialReportInfo, SakerJson.Default.PruneAnswer, cancellationToken)).Prune;

    /// <summary>Ends a running trial.</summary>
    public Task<TrialInfo> TellAsync(string study, int trial, TellRequest result, CancellationToken cancellationToken) =>
        PostAsync($"{PathOf(study, trial)}/tell", result, SakerJson.Default.TellRequest, SakerJson.Default.TrialInfo, cancellationToken);

    /// <summary>How much each parameter matters.</summary>
    public Task<ImportanceInfo> GetImportanceAsync(string study, CancellationToken cancellationToken) =>
        _calls.GetAsync($"{PathOf(study)}/importance", SakerJson.Default.ImportanceInfo, cancellationToken);

    private async Task<TAnswer> PostAsync<TBody, TAnswer>(string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, bodyType) };
        return await _calls.SendAsync(message, answerType, cancellationToken);
    }

    private static string PathOf(string study) => $"api/studies/{Uri.EscapeDataString(study)}";

    private static string PathOf(string study, int trial) => string.Create(CultureInfo.InvariantCulture, $"{PathOf(study)}/trials/{trial}");
}
