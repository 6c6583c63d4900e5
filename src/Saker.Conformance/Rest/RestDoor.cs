using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Saker.Conformance.Rest;

/// <summary>Sends HTTP requests to the server and remembers those that it refused.</summary>
internal sealed class RestDoor : IDisposable
{
    /// <summary>Where JSON ends and binary tensors begin.</summary>
    public const string BinaryHeader = "Inference-Header-Content-Length";

    private const int MaxAnswerBytes = 256 << 20;

    private readonly HttpClient _http;
    private readonly ConformanceOptions _options;
    private readonly ConcurrentQueue<RestExchange> _refusals = new();

    public RestDoor(ConformanceOptions options)
    {
        _options = options;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = Math.Max(options.ParallelCount, 2) })
        {
            BaseAddress = options.Server.AbsoluteUri.EndsWith('/') ? options.Server : new Uri(options.Server.AbsoluteUri + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxAnswerBytes,
        };
    }

    /// <summary>Infer requests that were answered with an error status, so far.</summary>
    public IReadOnlyCollection<RestExchange> Refusals => _refusals;

    /// <summary>Takes a refusal that was no mistake of the client's, such as that of a model unloaded on purpose, from <see cref="Refusals"/>.</summary>
    public void Pardon(RestExchange exchange)
    {
        for (var count = _refusals.Count; count > 0 && _refusals.TryDequeue(out var one); count--)
            if (!ReferenceEquals(one, exchange))
                _refusals.Enqueue(one);
    }

    public Task<RestExchange> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, "", cancellationToken);

    public Task<RestExchange> PostJsonAsync(string path, JsonNode body, CancellationToken cancellationToken) => PostTextAsync(path, body.ToJsonString(), cancellationToken);

    public Task<RestExchange> PostTextAsync(string path, string body, CancellationToken cancellationToken) => PostAsync(path, Encoding.UTF8.GetBytes(body), [("Content-Type", "application/json")], cancellationToken);

    public Task<RestExchange> PostAsync(string path, byte[] body, IReadOnlyList<(string Name, string Value)> headers, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(body);
        foreach (var (name, value) in headers)
            content.Headers.TryAddWithoutValidation(name, value);
        return SendAsync(HttpMethod.Post, path, content, ShownText.Of(body), cancellationToken);
    }

    /// <exception cref="CheckFailedException">No answer came: the connection broke or the time was up.</exception>
    public async Task<RestExchange> SendAsync(HttpMethod method, string path, HttpContent? content, string shownBody, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in _options.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var sent = Show(request, shownBody);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(_options.RequestTimeout);
        try
        {
            using var response = await _http.SendAsync(request, limited.Token);
            var body = await response.Content.ReadAsByteArrayAsync(limited.Token);
            var exchange = new RestExchange(sent, response.StatusCode, Headers(response), body);
            if (exchange.IsRefused && path.EndsWith("/infer", StringComparison.Ordinal) && method == HttpMethod.Post)
                _refusals.Enqueue(exchange);
            return exchange;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Broken(sent, $"no answer came within {_options.RequestTimeout.TotalSeconds:0.#} s");
        }
        catch (HttpRequestException e)
        {
            throw Broken(sent, $"no answer came: {e.Message}{(e.InnerException is { } inner && !e.Message.Contains(inner.Message, StringComparison.Ordinal) ? " " + inner.Message : "")}");
        }
    }

    public void Dispose() => _http.Dispose();

    private static CheckFailedException Broken(string sent, string wrong) => new(wrong, "an HTTP answer", new LostExchange(sent, wrong));

    private static Dictionary<string, string> Headers(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
            headers[name] = string.Join(", ", (IEnumerable<string>)values);
        return headers;
    }

    // Keys that open the server stay out of reports.
    private string Show(HttpRequestMessage request, string body)
    {
        var text = new StringBuilder($"{request.Method} {new Uri(_http.BaseAddress!, request.RequestUri!)}\n");
        foreach (var (name, values) in request.Content?.Headers.NonValidated ?? default(HttpHeadersNonValidated))
            text.Append(name).Append(": ").AppendJoin(", ", (IEnumerable<string>)values).Append('\n');
        return text.Append(body).ToString();
    }
}
