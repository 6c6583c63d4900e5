using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Saker.Benchmarks.Tracking;

/// <summary>Calls MLflow's API as its clients do, and times it.</summary>
internal sealed class MlflowCalls(Uri address) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 128 }) { BaseAddress = address };

    public void Dispose() => _client.Dispose();

    /// <summary>The answer, read whole, and the milliseconds from the call to its end.</summary>
    public async Task<(double Milliseconds, byte[] Body)> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        var (status, took, bytes) = await SendAsync(path, body, cancellationToken);
        return status == HttpStatusCode.OK ? (took, bytes) : throw Refused(path, status, bytes);
    }

    /// <summary>False when the server says that it cannot at the moment.</summary>
    public async Task<bool> TryPostAsync(string path, object body, CancellationToken cancellationToken)
    {
        var (status, _, bytes) = await SendAsync(path, body, cancellationToken);
        return status switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests => false,
            _ => throw Refused(path, status, bytes),
        };
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        JsonElement.Parse(await _client.GetByteArrayAsync($"api/2.0/mlflow/{path}", cancellationToken));

    public async Task<string> CreateRunAsync(CancellationToken cancellationToken)
    {
        var (_, body) = await PostAsync("runs/create", new { experiment_id = "0", start_time = 1_760_000_000_000 }, cancellationToken);
        return JsonElement.Parse(body).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
    }

    private async Task<(HttpStatusCode Status, double Milliseconds, byte[] Body)> SendAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        var start = Stopwatch.GetTimestamp();
        using var answer = await _client.PostAsync($"api/2.0/mlflow/{path}", content, cancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return (answer.StatusCode, Stopwatch.GetElapsedTime(start).TotalMilliseconds, bytes);
    }

    private static BenchmarkException Refused(string path, HttpStatusCode status, byte[] bytes) => new($"{path} answered {(int)status}: {Encoding.UTF8.GetString(bytes)}");
}
