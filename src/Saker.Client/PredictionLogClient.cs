using System.Globalization;
using System.Net;
using System.Net.Http.Json;

namespace Saker.Client;

/// <summary>What was asked of a server's endpoints and what they answered. Thread-safe; made by <see cref="SakerClient.Log"/>, whose errors it has.</summary>
public sealed class PredictionLogClient
{
    private readonly ServerCalls _calls;

    internal PredictionLogClient(HttpClient http) => _calls = new ServerCalls(http);

    /// <summary>Requests, the latest first.</summary>
    /// <param name="selection">Which ones; its ids and dataset mean nothing here.</param>
    /// <param name="max">The most of one page.</param>
    /// <param name="page">Where the page begins; null for the first.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<LogPageInfo> ListAsync(LogSelection selection, int max, string? page, CancellationToken cancellationToken)
    {
        List<string> query = [string.Create(CultureInfo.InvariantCulture, $"limit={max}")];
        Add("endpoint", selection.Endpoint);
        Add("version", selection.Version?.ToString(CultureInfo.InvariantCulture));
        Add("from", selection.From?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        Add("to", selection.To?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        Add("filter", selection.Filter);
        Add("page", page);
        return _calls.GetAsync($"api/log?{string.Join('&', query)}", SakerJson.Default.LogPageInfo, cancellationToken);

        void Add(string name, string? value)
        {
            if (value is not null)
                query.Add($"{name}={Uri.EscapeDataString(value)}");
        }
    }

    /// <summary>One request; null when the log has none of that id.</summary>
    public async Task<LoggedPredictionInfo?> FindAsync(string requestId, CancellationToken cancellationToken)
    {
        try
        {
            return await _calls.GetAsync($"api/log/{Uri.EscapeDataString(requestId)}", SakerJson.Default.LoggedPredictionInfo, cancellationToken);
        }
        catch (SakerClientException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>How the log fares.</summary>
    public Task<LogStatusInfo> GetStatusAsync(CancellationToken cancellationToken) => _calls.GetAsync("api/log-status", SakerJson.Default.LogStatusInfo, cancellationToken);

    /// <summary>Stores sampled rows as the next version of <see cref="LogSelection.Dataset"/>.</summary>
    public async Task<LogExportInfo> ExportAsync(LogSelection selection, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/log/export") { Content = JsonContent.Create(selection, SakerJson.Default.LogSelection) };
        return await _calls.SendAsync(message, SakerJson.Default.LogExportInfo, cancellationToken);
    }

    /// <summary>Takes requests out of the log for good.</summary>
    public async Task<LogErasureInfo> EraseAsync(LogSelection selection, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/log/erase") { Content = JsonContent.Create(selection, SakerJson.Default.LogSelection) };
        return await _calls.SendAsync(message, SakerJson.Default.LogErasureInfo, cancellationToken);
    }
}
