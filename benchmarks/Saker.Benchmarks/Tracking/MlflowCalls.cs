using System.Diagnostics;
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
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        var start = Stopwatch.GetTimestamp();
        using var answer = await _client.PostAsync($"api/2.0/mlflow/{path}", content, cancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return answer.IsSuccessStatusCode ? (took, bytes) : throw new BenchmarkException($"{path} answered {(int)answer.StatusCode}: {Encoding.UTF8.GetString(bytes)}");
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        JsonElement.Parse(await _client.GetByteArrayAsync($"api/2.0/mlflow/{path}", cancellationToken));

    public async Task<string> CreateRunAsync(CancellationToken cancellationToken)
    {
        var (_, body) = await PostAsync("runs/create", new { experiment_id = "1", start_time = 1_760_000_000_000 }, cancellationToken);
        return JsonElement.Parse(body).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
    }
}
