using System.Globalization;

namespace Saker.Client;

/// <summary>What requests to endpoints were like, by minute, hour and day. Thread-safe; made by <see cref="SakerClient.Windows"/>, whose errors it has.</summary>
public sealed class WindowsClient
{
    private readonly ServerCalls _calls;

    internal WindowsClient(HttpClient http) => _calls = new ServerCalls(http);

    /// <summary>The windows of an endpoint that begin in a time, the oldest first.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="grain"><c>minute</c>, <c>hour</c> or <c>day</c>.</param>
    /// <param name="from">Included; null for the usual time before the end.</param>
    /// <param name="to">Excluded; null for now.</param>
    /// <param name="version">Null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<WindowInfo>> ListAsync(string endpoint, string grain, DateTimeOffset? from, DateTimeOffset? to, int? version, CancellationToken cancellationToken) =>
        (await _calls.GetAsync($"{PathOf(endpoint)}?grain={Uri.EscapeDataString(grain)}{Query(from, to, version)}", SakerJson.Default.WindowList, cancellationToken)).Windows;

    /// <summary>A time as one window, with its profiles; of any length that is kept.</summary>
    public Task<WindowProfileInfo> GetProfileAsync(string endpoint, DateTimeOffset? from, DateTimeOffset? to, int? version, CancellationToken cancellationToken) =>
        _calls.GetAsync($"{PathOf(endpoint)}/profile?{Query(from, to, version)}", SakerJson.Default.WindowProfileInfo, cancellationToken);

    private static string PathOf(string endpoint) => $"api/endpoints/{Uri.EscapeDataString(endpoint)}/windows";

    private static string Query(DateTimeOffset? from, DateTimeOffset? to, int? version) => string.Concat(
        from is { } begin ? $"&from={Text(begin)}" : "",
        to is { } end ? $"&to={Text(end)}" : "",
        version is { } number ? string.Create(CultureInfo.InvariantCulture, $"&version={number}") : "");

    private static string Text(DateTimeOffset at) => Uri.EscapeDataString(at.ToString("O", CultureInfo.InvariantCulture));
}
