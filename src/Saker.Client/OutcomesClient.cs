using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Saker.Client;

/// <summary>What became of predictions, and how endpoints fare by it. Thread-safe; made by <see cref="SakerClient.Outcomes"/>, whose errors it has.</summary>
public sealed class OutcomesClient
{
    private const string Path = "api/outcomes";

    private readonly ServerCalls _calls;

    internal OutcomesClient(HttpClient http) => _calls = new ServerCalls(http);

    /// <summary>Sends outcomes; when it returns, all of them are durable. Sending the same again changes nothing, so a failed call may be repeated.</summary>
    public async Task<OutcomeReceiptInfo> AddAsync(IReadOnlyList<OutcomeRequest> outcomes, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, Path) { Content = JsonContent.Create(outcomes, SakerJson.Default.IReadOnlyListOutcomeRequest) };
        return await _calls.SendAsync(message, SakerJson.Default.OutcomeReceiptInfo, cancellationToken);
    }

    /// <summary>Sends a CSV file with the columns <c>request_id</c> and <c>outcome</c>, and where needed <c>row</c>, <c>at</c> and <c>endpoint</c>.</summary>
    public async Task<OutcomeReceiptInfo> UploadCsvAsync(Stream content, CancellationToken cancellationToken)
    {
        using var body = new StreamContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var message = new HttpRequestMessage(HttpMethod.Post, Path) { Content = body };
        return await _calls.SendAsync(message, SakerJson.Default.OutcomeReceiptInfo, cancellationToken);
    }

    /// <summary>The outcomes of a request by row, with their histories; empty when there are none.</summary>
    public async Task<IReadOnlyList<OutcomeInfo>> FindAsync(string requestId, CancellationToken cancellationToken) =>
        (await _calls.GetAsync($"{Path}/{Uri.EscapeDataString(requestId)}", SakerJson.Default.OutcomeList, cancellationToken)).Outcomes;

    /// <summary>Outcomes, the latest first.</summary>
    /// <param name="endpoint">Of this endpoint; null for all.</param>
    /// <param name="state"><c>unmatched</c>, <c>matched</c>, <c>unsampled</c> or <c>orphan</c>; null for all.</param>
    /// <param name="max">The most of one page, 1 to 1,000.</param>
    /// <param name="page"><see cref="OutcomeList.NextPage"/> of the page before; null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<OutcomeList> ListAsync(string? endpoint, string? state, int max, string? page, CancellationToken cancellationToken) => _calls.GetAsync(
        string.Create(CultureInfo.InvariantCulture, $"{Path}?max={max}{Part("endpoint", endpoint)}{Part("state", state)}{Part("page", page)}"), SakerJson.Default.OutcomeList, cancellationToken);

    /// <summary>How an endpoint fares by its outcomes.</summary>
    /// <param name="endpoint">Its name.</param>
    /// <param name="since">Predictions from this time on; null for the last 30 days.</param>
    /// <param name="by">Columns whose values are told apart; none takes the segments of the settings and the evaluation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<PerformanceInfo> GetPerformanceAsync(string endpoint, DateTimeOffset? since, IReadOnlyList<string> by, CancellationToken cancellationToken)
    {
        string[] query = [.. since is { } from ? [$"since={Uri.EscapeDataString(from.ToString("O", CultureInfo.InvariantCulture))}"] : Array.Empty<string>(), .. by.Select(column => $"by={Uri.EscapeDataString(column)}")];
        return _calls.GetAsync($"api/endpoints/{Uri.EscapeDataString(endpoint)}/performance{(query.Length > 0 ? "?" : "")}{string.Join('&', query)}", SakerJson.Default.PerformanceInfo, cancellationToken);
    }

    private static string Part(string key, string? value) => value is null ? "" : $"&{key}={Uri.EscapeDataString(value)}";
}
