using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Saker.Client;

/// <summary>Requests to a server, and what their failures are to the caller. Thread-safe.</summary>
internal sealed class ServerCalls(HttpClient http)
{
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(message, type, cancellationToken);
    }

    public async Task<T> SendAsync<T>(HttpRequestMessage message, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await ReachAsync(message, cancellationToken);
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken)
                ?? throw new SakerClientException($"The server answered {message.RequestUri} with null.", response.StatusCode);
        }
        catch (HttpRequestException exception)
        {
            throw Unreachable(exception);
        }
        catch (JsonException exception)
        {
            throw new SakerClientException($"The answer to {message.RequestUri} is not what a Saker server sends: {exception.Message}", inner: exception);
        }
    }

    /// <summary>Sends, and gives the answer of a request that succeeded.</summary>
    public async Task<HttpResponseMessage> ReachAsync(HttpRequestMessage message, CancellationToken cancellationToken, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        try
        {
            var response = await http.SendAsync(message, completion, cancellationToken);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
                throw await FailureAsync(response, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw Unreachable(exception);
        }
        catch (JsonException exception)
        {
            throw new SakerClientException($"The answer to {message.RequestUri} is not what a Saker server sends: {exception.Message}", inner: exception);
        }
    }

    private SakerClientException Unreachable(HttpRequestException exception) =>
        new($"The server at {http.BaseAddress} cannot be reached: {exception.Message} Start one with 'saker up'.", inner: exception);

    private static async Task<SakerClientException> FailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return new SakerClientException($"The server answered {status} {response.ReasonPhrase}.", response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync(SakerJson.Default.ProblemInfo, cancellationToken);
        return new SakerClientException(problem?.Detail ?? problem?.Title ?? $"The server answered {status}.", response.StatusCode, problem);
    }
}
