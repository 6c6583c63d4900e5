using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Saker.Benchmarks.Serving;
using Saker.Client;

namespace Saker.Benchmarks.Rollouts;

/// <summary>A server over a <see cref="LiveHome"/>, asked at a fixed rate by many connections, and by one more that reads which version answered.</summary>
internal sealed class LiveServer : IAsyncDisposable
{
    private const int Connections = 32;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly ServerProcess _process;
    private readonly NumberedLoad _load;
    private readonly HttpClient _http;
    private readonly SakerClient _client;
    private readonly StringContent _one = new($$"""{"inputs":{{LiveHome.Inputs()[0]}}}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));

    private LiveServer(ServerProcess process, NumberedLoad load, HttpClient http)
    {
        (_process, _load, _http) = (process, load, http);
        _client = new SakerClient(http);
    }

    private static string Path => $"v2/models/{LiveHome.Endpoint}/infer";

    /// <summary>Requests that were answered, but not well; complete once it is stopped.</summary>
    public long FailedCount => _load.FailedCount;

    public int AnsweredCount => _load.Answers.Count;

    public static async Task<LiveServer> StartAsync(LiveHome home, double perSecond, CancellationToken cancellationToken, params IReadOnlyList<string> options)
    {
        var process = await ServerProcess.StartSakerAsync(home.Folder, cancellationToken, options);
        try
        {
            var load = await NumberedLoad.StartAsync(new Uri(process.Address, Path), LiveHome.Inputs(), perSecond, Connections, cancellationToken);
            return new LiveServer(process, load, new HttpClient { BaseAddress = process.Address });
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a canary of a version.</summary>
    public Task<RolloutInfo> OpenAsync(int version, CancellationToken cancellationToken) => _client.Rollouts.StartAsync(
        LiveHome.Endpoint,
        new StartRolloutRequest
        {
            Model = $"{LiveHome.Endpoint}/{version}",
            Settings = new JsonObject { ["strategy"] = "canary", ["steps"] = new JsonArray(10, 25, 50, 100), ["minTime"] = "2s", ["minRequests"] = 200 },
            Retry = "it is tried again on purpose",
            Reason = "what becomes of it is measured",
        },
        cancellationToken);

    public Task<RolloutInfo> GetAsync(string id, CancellationToken cancellationToken) => _client.Rollouts.GetAsync(id, cancellationToken);

    /// <summary>Ends a rollout in favour of its candidate.</summary>
    public Task<RolloutInfo> ConcludeAsync(string id, CancellationToken cancellationToken) =>
        _client.Rollouts.ConcludeAsync(id, new RolloutActRequest { Reason = "it is what the next one is compared with" }, cancellationToken);

    /// <summary>Waits until something holds of a rollout, at most so long.</summary>
    public async Task<RolloutInfo> WaitAsync(string id, Func<RolloutInfo, bool> holds, TimeSpan most, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(most);
        var seen = await GetAsync(id, cancellationToken);
        while (!holds(seen) && !patience.IsCancellationRequested)
        {
            await Task.Delay(PollInterval, cancellationToken);
            seen = await GetAsync(id, cancellationToken);
        }
        return seen;
    }

    /// <summary>How many of so many requests, one after the other, are answered by a version.</summary>
    public async Task<int> CountAnswersAsync(int version, int count, CancellationToken cancellationToken)
    {
        var answered = 0;
        for (var i = 0; i < count; i++)
            answered += await WhoAnswersAsync(cancellationToken) == version ? 1 : 0;
        return answered;
    }

    /// <summary>Notes the last moment at which a version answered, until cancelled.</summary>
    public async Task<DateTimeOffset> LastAnswerAsync(int version, CancellationToken until)
    {
        var last = DateTimeOffset.MinValue;
        while (!until.IsCancellationRequested)
        {
            // Taken before: an answer is of the split that held when its request began.
            var askedAt = DateTimeOffset.UtcNow;
            if (await WhoAnswersAsync(CancellationToken.None) == version)
                last = askedAt;
        }
        return last;
    }

    /// <summary>Sends no more requests, and waits for the answers.</summary>
    public Task StopAsync() => _load.StopAsync();

    /// <summary>Kills the process with requests under way.</summary>
    public async Task KillAsync()
    {
        await _process.DisposeAsync();
        await _load.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _load.Dispose();
        _one.Dispose();
        _http.Dispose();
    }

    private async Task<int> WhoAnswersAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync(new Uri(Path, UriKind.Relative), _one, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new BenchmarkException($"a request failed: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return int.Parse(answer.GetProperty("model_version").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
    }
}
