using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Alerts;
using Saker.Platform.Datasets;
using Saker.Platform.Experiments;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Server.Tests.Http;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Dashboard.Hostile;

/// <summary>A home full of hostile texts, wherever somebody may put a text.</summary>
public sealed class HostileHome : IAsyncLifetime
{
    private const int ChunkSize = 31;

    public TestServer Server { get; } = new()
    {
        Services = services => services
            .AddSingleton<ModelLoader>((_, _) => Task.FromResult<IModel>(ToyModel.Churn()))
            .AddSingleton(new CaptureOptions { Interval = TimeSpan.FromMilliseconds(100) })
            .AddSingleton(new AlertOptions { Interval = TimeSpan.FromMilliseconds(200), DeliveryInterval = TimeSpan.FromMilliseconds(200) })
            .AddSingleton(new JobOptions { PollInterval = TimeSpan.FromMilliseconds(100) }),
    };

    /// <summary>Pages on which texts were stored, each with those that it must show; none where it may shorten them.</summary>
    public IReadOnlyList<(string Path, IReadOnlyList<string> Texts)> Pages => _pages;

    private readonly List<(string Path, IReadOnlyList<string> Texts)> _pages = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Server.StartAsync(options => options, hasModel: true);
        await AddRunsAsync();
        await AddModelAsync();
        await AddDatasetAsync();
        await AddAlertAsync();
        await AddRequestsAsync();
        await Server.Client.CreateKeyAsync(new CreateKeyRequest("<img src=x onerror=window.harmed=1>", "viewer"), Token);
        foreach (var path in new[] { "/", "/experiments", "/runs", "/studies", "/datasets", "/models", "/endpoints", "/endpoints/churn", "/rollouts", "/watching", "/watching/churn", "/watching/churn/performance", "/log", "/log?endpoint=churn", "/alerts", "/keys", "/audit" })
            _pages.Add((path, []));
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Names of experiments and runs, values of parameters and tags, descriptions, sources and failures. Keys and names of metrics take no such letters.</summary>
    private async Task AddRunsAsync()
    {
        List<RunId> runs = [];
        foreach (var (chunk, i) in HostileStrings.All.Chunk(ChunkSize).Select((chunk, i) => (chunk, i)))
        {
            string At(int position) => chunk[position % chunk.Length];
            var experiment = await Server.Experiments.CreateAsync(new ExperimentCreation { Name = At(0), Tags = new Dictionary<string, string> { ["mlflow.note.content"] = At(1) } }, Token);
            var run = await Server.Experiments.StartRunAsync(experiment.Id, At(2), null, Token);
            await Server.Experiments.StartRunAsync(experiment.Id, At(3), run.Id, Token);
            var tags = chunk.Select((text, position) => (Key: $"tag {position}", Value: text)).ToDictionary(pair => pair.Key, pair => pair.Value);
            foreach (var (key, value) in new[] { ("mlflow.note.content", At(4)), ("mlflow.source.name", At(5)), ("mlflow.user", At(6)), ("saker.failure", At(7)), ("saker.model", At(8)), ("saker.dataset", At(9)), ("saker.best", At(10)) })
                tags[key] = value;
            var entries = new RunEntries
            {
                Parameters = chunk.Select((text, position) => (Key: $"parameter {position}", Value: text)).ToDictionary(pair => pair.Key, pair => pair.Value),
                Tags = tags,
                Metrics = [.. Enumerable.Range(0, 3).Select(step => new Metric("loss", step, step, run.StartedAt))],
            };
            await Server.Experiments.LogAsync(run.Id, entries, Token);
            if (i % 2 == 0)
                await Server.Experiments.EndRunAsync(run.Id, RunStatus.Failed, Token);
            runs.Add(run.Id);
            _pages.Add(($"/runs/{run.Id}", chunk));
            _pages.Add(($"/experiments/{experiment.Id}?chosen=1&c={Uri.EscapeDataString("params.parameter 0")}&c={Uri.EscapeDataString("tags.tag 1")}", []));
        }
        _pages.Add(("/experiments/compare?" + string.Join('&', runs.Select(run => $"run={run}")), []));
    }

    private async Task AddModelAsync()
    {
        var texts = HostileStrings.All;
        await Server.Client.ChangeModelAsync("churn", new ModelChanges { Description = string.Join('\n', texts.Take(40)), Tags = texts.Take(20).Select((text, i) => (Key: $"tag {i}", Value: text)).ToDictionary(pair => pair.Key, pair => (string?)pair.Value) }, Token);
        await Server.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "harm", Version = 1, Evidence = texts[33] }, Token);
        await Server.Server.Services.GetRequiredService<IApprovalStore>().ProtectAsync(new AliasProtection { Model = "churn", Alias = "guarded", Role = Platform.Identity.Role.Admin }, by: null, Token);
        await Server.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "guarded", Version = 1, Evidence = texts[34] }, Token);
        foreach (var path in new[] { "/models/churn", "/models/churn/1" })
            _pages.Add((path, []));
    }

    /// <summary>Names of columns and cells, tags, descriptions and places of data.</summary>
    private async Task AddDatasetAsync()
    {
        var texts = HostileStrings.All;
        var columns = texts.Where(text => text.Length < 60 && !text.Any(char.IsControl)).Distinct(StringComparer.OrdinalIgnoreCase).Take(12);
        var rows = new Table([Column.Of<long>("id", Enumerable.Range(0, texts.Count).Select(i => (long)i).ToArray()), .. columns.Select(name => Column.OfText(name, [.. texts]))]);
        var datasets = Server.Server.Services.GetRequiredService<IDatasetStore>();
        foreach (var version in new[] { texts[0], texts[1] })
            await datasets.AddAsync(
                NewDataset.Of("hostile", rows, texts[33]) with
                {
                    Description = version,
                    Tags = texts.Take(20).Select((text, i) => (Key: $"{i}", Value: text)).ToDictionary(pair => pair.Key, pair => pair.Value),
                    Lineage = new DatasetLineage { Source = new DatasetSource { Place = texts[17], Hash = new string('a', 64), ByteCount = 1, ModifiedAt = DateTimeOffset.UnixEpoch }, CodeVersion = texts[33] },
                },
                Token);
        _pages.Add(("/datasets/hostile/1", []));
    }

    private async Task AddAlertAsync()
    {
        var settings = new JsonObject
        {
            ["rules"] = new JsonArray(new JsonObject { ["name"] = "loud", ["signal"] = "requests.rate", ["above"] = -1, ["severity"] = "critical", ["summary"] = HostileStrings.All[33], ["labels"] = new JsonObject { ["team"] = HostileStrings.All[19] } }),
        };
        await Server.Client.Alerts.ApplyAsync(settings, prune: false, Token);
    }

    /// <summary>Ids of requests, values of features that the model never saw, and refusals that quote them.</summary>
    private async Task AddRequestsAsync()
    {
        await Server.Client.SetEndpointSettingsAsync("churn", new EndpointSettingsInfo { Guard = new GuardSettingsInfo { UnseenCategory = "warn" } }, Token);
        foreach (var (text, i) in HostileStrings.All.Select((text, i) => (text, i)))
        {
            var body = JsonSerializer.Serialize(new { rows = new[] { new { tenure = i % 3 == 0 ? (object)text : 3, MonthlyCharges = 70.5, Contract = text, PaperlessBilling = true } } });
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/endpoints/churn/predict") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
            if (i < HostileStrings.Ids.Count)
                request.Headers.TryAddWithoutValidation("X-Request-Id", HostileStrings.Ids[i]);
            using var _ = await Server.Http.SendAsync(request, Token);
        }
        foreach (var id in HostileStrings.Ids.Where((id, i) => i % 3 != 0 && !id.AsSpan().ContainsAny("/\\%")).Take(12))
        {
            _pages.Add(("/log/" + Uri.EscapeDataString(id), []));
            await UntilThereAsync(_pages[^1].Path);
        }
    }

    private async Task UntilThereAsync(string path)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var answer = await Server.Http.GetAsync(path, limit.Token);
            if (answer.IsSuccessStatusCode)
                return;
            await Task.Delay(100, limit.Token);
        }
    }
}
