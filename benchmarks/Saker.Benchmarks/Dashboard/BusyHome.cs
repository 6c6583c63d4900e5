using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Saker.Benchmarks.Serving;
using Saker.Benchmarks.Tracking;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform;
using Saker.Platform.Pipelines;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Storage;

namespace Saker.Benchmarks.Dashboard;

/// <summary>
/// A home as a busy team has it after a month: 20,000 runs, 200 models, 50 endpoints with windows of 30 days, the churn example trained and served. One minute of real
/// traffic goes through the server, 100,000 requests or more, and outcomes come for 2,000; the windows of all other times are copies of that minute's.
/// </summary>
internal sealed class BusyHome : IAsyncDisposable
{
    public const string Churn = "churn";

    private const int Models = 200;
    private const int Endpoints = 50;
    private const int HoursOfMinutes = 48;
    private const int Days = 30;
    private const int RequestsEach = 40;
    private const int Outcomes = 2_000;

    private static readonly TimeSpan s_load = TimeSpan.FromSeconds(6);

    private readonly TrackingHome _tracking;

    private BusyHome(TrackingHome tracking) => _tracking = tracking;

    public string Folder => _tracking.Folder;

    public static async Task<BusyHome> CreateAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        settings.Log.WriteLine($"  filling a home: {TrackingHome.Runs} runs, {Models} models, {Endpoints} endpoints");
        var home = new BusyHome(await TrackingHome.CreateAsync(points: 5, cancellationToken));
        try
        {
            var bodies = await home.ServeAsync(cancellationToken);
            await home.AskAsync(bodies, cancellationToken);
            settings.Log.WriteLine($"  filling {Days} days of windows");
            await home.FillAsync(settings.Quick ? HoursOfMinutes / 8 : HoursOfMinutes, cancellationToken);
            return home;
        }
        catch
        {
            await home.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _tracking.DisposeAsync();

    private static string Name(int endpoint) => $"numbers-{endpoint:00}";

    private async Task<IReadOnlyList<byte[]>> ServeAsync(CancellationToken cancellationToken)
    {
        await using var saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = Folder }, cancellationToken);
        var pipeline = await PipelineFile.LoadAsync(Checkout.FullPath("examples/churn/churn.yaml"), cancellationToken);
        pipeline = pipeline with { Candidates = [.. pipeline.Candidates.Where(trainer => trainer.Name == "gradient_boosting")] };
        var trained = await saker.Pipelines.RunAsync(pipeline, progress: null, cancellationToken);
        await saker.Pipelines.RunAsync(pipeline with { Split = pipeline.Split with { Seed = pipeline.Split.Seed + 1 }, Endpoint = null }, progress: null, cancellationToken);
        var numbers = await saker.Import.ImportAsync(new ModelImportRequest { Model = "numbers", Graph = Networks.OfRows(ServingHome.NumberColumns) }, cancellationToken);
        for (var endpoint = 1; endpoint < Endpoints; endpoint++)
            await saker.Endpoints.DeployAsync(Name(endpoint), numbers.Model, numbers.Version, cancellationToken);
        var model = await ModelFolder.ReadAsync(trained.Version!.Folder!, expectedHash: null, ModelFolderOptions.Default, cancellationToken);
        return ChurnRequests.Create(await pipeline.Source.ReadAllAsync(cancellationToken), model.Contents.Signature, RequestsEach);
    }

    private async Task AskAsync(IReadOnlyList<byte[]> bodies, CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartSakerAsync(Folder, cancellationToken);
        using var http = new HttpClient { BaseAddress = server.Address };
        await TellOutcomesAsync(http, bodies, cancellationToken);
        await LoadAsync(server.Address, bodies, cancellationToken);
        for (var endpoint = 1; endpoint < Endpoints; endpoint++)
            for (var request = 0; request < RequestsEach; request++)
                await AskAsync(http, Name(endpoint), Numbers(endpoint, request), cancellationToken);
        // Until the last of them is in the store, or else its windows would be lost with the process.
        for (var attempt = 0; attempt < 180; attempt++)
        {
            var windows = await http.GetFromJsonAsync<JsonElement>($"api/endpoints/{Name(Endpoints - 1)}/windows", cancellationToken);
            if (windows.GetProperty("windows").GetArrayLength() > 0)
                return;
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }
        throw new BenchmarkException("no window was written in three minutes.");
    }

    private static async Task TellOutcomesAsync(HttpClient http, IReadOnlyList<byte[]> bodies, CancellationToken cancellationToken)
    {
        using (var everything = JsonContent.Create(new { log = new { sample = "all" } }))
            await EnsureAsync(await http.PatchAsync($"api/endpoints/{Churn}/monitor", everything, cancellationToken), cancellationToken);
        for (var request = 0; request < Outcomes; request++)
            await AskAsync(http, Churn, bodies[request % bodies.Count], cancellationToken, $"order-{request}");
        using var outcomes = JsonContent.Create(Enumerable.Range(0, Outcomes).Select(request => new { requestId = $"order-{request}", outcome = request % 3 == 0 ? "Yes" : "No" }));
        await EnsureAsync(await http.PostAsync("api/outcomes", outcomes, cancellationToken), cancellationToken);
        using var few = JsonContent.Create(new { log = new { sample = (string?)null } });
        await EnsureAsync(await http.PatchAsync($"api/endpoints/{Churn}/monitor", few, cancellationToken), cancellationToken);
    }

    private async Task LoadAsync(Uri server, IReadOnlyList<byte[]> bodies, CancellationToken cancellationToken)
    {
        var file = Path.Combine(Folder, "bodies.jsonl");
        await File.WriteAllLinesAsync(file, bodies.Select(Encoding.UTF8.GetString), cancellationToken);
        await new Wrk(file).RunAsync(new Uri(server, $"v2/models/{Churn}/infer"), s_load, cancellationToken);
    }

    private static async Task AskAsync(HttpClient http, string endpoint, byte[] body, CancellationToken cancellationToken, string? id = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"v2/models/{endpoint}/infer") { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } } };
        if (id is not null)
            request.Headers.Add("X-Request-Id", id);
        await EnsureAsync(await http.SendAsync(request, cancellationToken), cancellationToken);
    }

    private static async Task EnsureAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using (answer)
        {
            if (!answer.IsSuccessStatusCode)
                throw new BenchmarkException($"{answer.RequestMessage?.RequestUri} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    private static byte[] Numbers(int endpoint, int request)
    {
        var values = string.Join(',', Enumerable.Range(0, ServingHome.NumberColumns).Select(column => FormattableString.Invariant($"{((request * 37) + (column * 11) + endpoint) % 100 / 100.0:0.00}")));
        return Encoding.UTF8.GetBytes($$"""{"inputs":[{"name":"x","datatype":"FP32","shape":[1,{{ServingHome.NumberColumns}}],"data":[{{values}}]}]}""");
    }

    private async Task FillAsync(int hoursOfMinutes, CancellationToken cancellationToken)
    {
        await using var connection = _tracking.Open();
        foreach (var statement in Statements(hoursOfMinutes))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static string[] Statements(int hoursOfMinutes)
    {
        return
        [
            "PRAGMA synchronous = OFF", "PRAGMA cache_size = -200000", "BEGIN",
            $"WITH RECURSIVE numbers(n) AS (SELECT 50 UNION ALL SELECT n + 1 FROM numbers WHERE n < {Models - 3}) INSERT INTO models (name, created_at) SELECT 'model-' || n, 1750000000000 FROM numbers",
            $"WITH RECURSIVE numbers(n) AS (SELECT 50 UNION ALL SELECT n + 1 FROM numbers WHERE n < {Models - 3}), versions(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM versions WHERE v < 10) "
                + "INSERT INTO model_versions (model, version, hash, created_at) SELECT 'model-' || n, v, printf('%064x', n * 1000 + v), 1750000000000 + v FROM numbers, versions",
            "CREATE TEMP TABLE one AS SELECT * FROM windows w WHERE grain = 0 AND started_at = (SELECT MAX(started_at) FROM windows WHERE endpoint = w.endpoint AND grain = 0) GROUP BY endpoint",
            Copies(grain: 0, length: 60_000, count: hoursOfMinutes * 60),
            Copies(grain: 1, length: 3_600_000, count: Days * 24),
            Copies(grain: 2, length: 86_400_000, count: Days),
            "COMMIT", "PRAGMA wal_checkpoint(TRUNCATE)",
        ];
    }

    private static string Copies(int grain, long length, int count) =>
        $"WITH RECURSIVE past(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM past WHERE k < {count}) "
            + "INSERT OR IGNORE INTO windows (endpoint, grain, started_at, model, version, writer, number, facts, inputs, outputs, bins, writer_count, revision, merged) "
            + $"SELECT endpoint, {grain}, (started_at / {length} - k) * {length}, model, version, '', 0, facts, inputs, outputs, bins, 1, 1, 1 FROM one, past";
}
