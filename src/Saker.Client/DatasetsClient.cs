using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace Saker.Client;

/// <summary>Dataset versions on a server. Thread-safe; made by <see cref="SakerClient.Datasets"/>, whose errors it has.</summary>
public sealed class DatasetsClient
{
    private readonly ServerCalls _calls;

    internal DatasetsClient(HttpClient http) => _calls = new ServerCalls(http);

    /// <summary>All versions of one dataset, the newest first, also those whose rows were removed.</summary>
    public async Task<IReadOnlyList<DatasetInfo>> ListAsync(string name, CancellationToken cancellationToken) =>
        (await _calls.GetAsync($"api/datasets/{Escape(name)}", SakerJson.Default.DatasetList, cancellationToken)).Datasets;

    /// <summary>One version, with where it comes from and what was made of it.</summary>
    public Task<DatasetInfo> GetAsync(string name, int version, CancellationToken cancellationToken) =>
        _calls.GetAsync(PathOf(name, version), SakerJson.Default.DatasetInfo, cancellationToken);

    /// <summary>Some rows of a version, in their order.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="version">Its version.</param>
    /// <param name="offset">Rows to leave out.</param>
    /// <param name="maxCount">The most rows to give, up to 1,000.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<DatasetPage> GetRowsAsync(string name, int version, long offset, int maxCount, CancellationToken cancellationToken) =>
        _calls.GetAsync(string.Create(CultureInfo.InvariantCulture, $"{PathOf(name, version)}/rows?offset={offset}&max={maxCount}"), SakerJson.Default.DatasetPage, cancellationToken);

    /// <summary>How two versions of a dataset differ.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="before">The earlier version.</param>
    /// <param name="after">The later version.</param>
    /// <param name="key">The columns that name a row; none to compare whole rows.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<DatasetComparisonInfo> CompareAsync(string name, int before, int after, IReadOnlyList<string> key, CancellationToken cancellationToken) => _calls.GetAsync(
        string.Create(CultureInfo.InvariantCulture, $"api/datasets/{Escape(name)}/compare?before={before}&after={after}{string.Concat(key.Select(column => $"&key={Escape(column)}"))}"),
        SakerJson.Default.DatasetComparisonInfo, cancellationToken);

    /// <summary>Stores a file's rows as the next version; the answer comes when it is durable.</summary>
    /// <param name="name">The dataset; made when there is none of that name.</param>
    /// <param name="content">The file.</param>
    /// <param name="mediaType"><c>text/csv</c>, <c>application/vnd.apache.parquet</c> or <c>application/jsonl</c>.</param>
    /// <param name="fileName">What it is called in the lineage; null when it has no name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<DatasetAdditionInfo> AddAsync(string name, Stream content, string mediaType, string? fileName, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/datasets/{Escape(name)}{(fileName is null ? "" : $"?file={Escape(fileName)}")}");
        message.Content = new StreamContent(content);
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return await _calls.SendAsync(message, SakerJson.Default.DatasetAdditionInfo, cancellationToken);
    }

    /// <summary>Checks the rows of a version against a suite; nothing is kept of it.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="version">Its version.</param>
    /// <param name="suite">A suite file's text: YAML, or JSON.</param>
    /// <param name="offset">Violations to leave out of the page.</param>
    /// <param name="maxCount">The most violations of the page, up to 1,000.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<CheckReportInfo> CheckAsync(string name, int version, string suite, long offset, int maxCount, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"{PathOf(name, version)}/checks?offset={offset}&max={maxCount}"));
        message.Content = new StringContent(suite, Encoding.UTF8, "application/yaml");
        return await _calls.SendAsync(message, SakerJson.Default.CheckReportInfo, cancellationToken);
    }

    /// <summary>Changes the description and tags of a version.</summary>
    public async Task<DatasetInfo> ChangeAsync(string name, int version, DatasetChanges changes, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Patch, PathOf(name, version));
        message.Content = JsonContent.Create(changes, SakerJson.Default.DatasetChanges);
        return await _calls.SendAsync(message, SakerJson.Default.DatasetInfo, cancellationToken);
    }

    /// <summary>Removes the rows of a version; its record stays.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="version">Its version.</param>
    /// <param name="isForced">Also when a run or a model needs it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<DatasetInfo> DeleteAsync(string name, int version, bool isForced, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, PathOf(name, version) + (isForced ? "?force=true" : ""));
        return await _calls.SendAsync(message, SakerJson.Default.DatasetInfo, cancellationToken);
    }

    /// <summary>Reads a version's source again.</summary>
    public async Task<DatasetRebuildInfo> RebuildAsync(string name, int version, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, PathOf(name, version) + "/rebuild");
        return await _calls.SendAsync(message, SakerJson.Default.DatasetRebuildInfo, cancellationToken);
    }

    /// <summary>Removes the rows of what a rule does not keep, or says what it would remove. Needs the role admin.</summary>
    public async Task<RetentionInfo> RetainAsync(RetainRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/retention");
        message.Content = JsonContent.Create(request, SakerJson.Default.RetainRequest);
        return await _calls.SendAsync(message, SakerJson.Default.RetentionInfo, cancellationToken);
    }

    private static string PathOf(string name, int version) => string.Create(CultureInfo.InvariantCulture, $"api/datasets/{Escape(name)}/{version}");

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
