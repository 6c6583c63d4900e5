using System.Globalization;

namespace Saker.Client;

/// <summary>The recurring jobs of a server, and of those that share its database. Thread-safe; made by <see cref="SakerClient.Jobs"/>, whose errors it has.</summary>
public sealed class JobsClient
{
    private readonly ServerCalls _calls;

    internal JobsClient(HttpClient http) => _calls = new ServerCalls(http);

    /// <summary>All jobs by name, each with its last run.</summary>
    public async Task<IReadOnlyList<JobInfo>> ListAsync(CancellationToken cancellationToken) => (await _calls.GetAsync("api/jobs", SakerJson.Default.JobList, cancellationToken)).Jobs;

    /// <summary>The runs of a job that are kept, the newest first.</summary>
    public async Task<IReadOnlyList<JobRunInfo>> ListRunsAsync(string job, int max, CancellationToken cancellationToken) =>
        (await _calls.GetAsync(string.Create(CultureInfo.InvariantCulture, $"api/jobs/{Uri.EscapeDataString(job)}/runs?max={max}"), SakerJson.Default.JobRunList, cancellationToken)).Runs;

    /// <summary>Has a job run as soon as a server looks.</summary>
    public async Task<JobInfo> RunAsync(string job, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/jobs/{Uri.EscapeDataString(job)}/run");
        return await _calls.SendAsync(message, SakerJson.Default.JobInfo, cancellationToken);
    }
}
