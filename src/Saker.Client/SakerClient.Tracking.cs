using System.Net.Http.Json;

namespace Saker.Client;

public sealed partial class SakerClient
{
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

    /// <summary>Starts a pipeline file that lies on the server; follow its run with <see cref="GetRunAsync"/>.</summary>
    public async Task<TrainResponse> TrainAsync(TrainRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/pipelines");
        message.Content = JsonContent.Create(request, SakerJson.Default.TrainRequest);
        return await _calls.SendAsync(message, SakerJson.Default.TrainResponse, cancellationToken);
    }

    private static string PathOf(string experiment) => $"api/experiments/{Uri.EscapeDataString(experiment)}";
}
