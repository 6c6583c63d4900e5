using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Data;
using Saker.Data.Checks;
using Saker.Platform.Alerts;
using Saker.Platform.Artifacts;
using Saker.Platform.Datasets;
using Saker.Platform.Experiments;
using Saker.Platform.Identity;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Server.Tests.Dashboard.Watching;
using Saker.Server.Tests.Http;

namespace Saker.Server.Tests.Dashboard.Hostile;

/// <summary>A home in which every text that a user can leave is hostile: runs, models, data, requests, alerts, reasons.</summary>
public sealed class HostileHome : IAsyncLifetime
{
    public const string Name = "hostile";

    /// <summary>So many of a kind as fit on one page of a list.</summary>
    private const int RequestCount = 20;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saker-hostile-");
    private readonly DateTimeOffset _today = new(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero);

    public TestServer Server { get; } = new()
    {
        Services = services => services
            .AddSingleton<Saker.Platform.Serving.ModelLoader>((_, _) => Task.FromResult<Saker.Learning.Models.IModel>(HostileModel.Load()))
            .AddSingleton(new CaptureOptions { Interval = TimeSpan.FromMilliseconds(50) })
            .AddSingleton(new AlertOptions { Interval = TimeSpan.FromMilliseconds(200), DeliveryInterval = TimeSpan.FromMilliseconds(200) })
            .AddSingleton(new JobOptions { PollInterval = TimeSpan.FromMilliseconds(100) }),
    };

    public Uri Address => Server.Server.Address;

    /// <summary>Its runs are named, tagged and described by one text each.</summary>
    public Experiment Experiment { get; private set; } = null!;

    public IReadOnlyList<Run> Runs { get; private set; } = null!;

    /// <summary>Those that a model may have.</summary>
    public IReadOnlyList<string> ModelNames { get; private set; } = null!;

    public string AlertId { get; private set; } = null!;

    public string RolloutId { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => Server.Server.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        await Server.StartAsync(options => options, hasModel: false);
        await AddRunsAsync();
        await AddFilesAsync();
        await AddModelsAsync();
        await AddDatasetsAsync();
        await AddEndpointAsync();
        await AskAsync();
        await AddDriftAsync();
        await AddStudyAsync();
        await AddAlertsAsync();
        RolloutId = (await Server.Client.Rollouts.StartAsync(Name, new StartRolloutRequest { Model = Name + "/2", Settings = JsonNode.Parse("""{"strategy":"canary","steps":[25,100],"minTime":"1h"}""")!.AsObject(), Reason = HostileTexts.Joined(1_900)[0] }, Token)).Id;
        await Server.Client.Rollouts.HoldAsync(RolloutId, new RolloutActRequest { Reason = HostileTexts.Joined(1_900)[1] }, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task AddRunsAsync()
    {
        var runs = Get<IRunStore>();
        Experiment = await Server.Experiments.CreateAsync(new ExperimentCreation { Name = HostileTexts.All[0], Tags = Tags(HostileTexts.Joined(4_900)) }, Token);
        foreach (var name in HostileTexts.Joined(490))
            await Server.Experiments.CreateAsync(new ExperimentCreation { Name = name + " " + Name, Tags = new Dictionary<string, string> { ["mlflow.note.content"] = name } }, Token);
        List<Run> made = [];
        foreach (var text in HostileTexts.All)
        {
            var run = await runs.CreateAsync(new RunCreation { Experiment = Experiment.Id, Name = text, UserId = text, Tags = new Dictionary<string, string> { ["mlflow.source.name"] = text, ["mlflow.note.content"] = text, ["saker.best"] = text } }, Token);
            await Server.Experiments.LogAsync(run.Id, new RunEntries { Parameters = new Dictionary<string, string> { ["text"] = text }, Metrics = [new Metric("loss", made.Count, 0, _today), new Metric("loss", made.Count + 1, 1, _today)] }, Token);
            made.Add(run);
        }
        Runs = made;
        await runs.LogInputsAsync(made[0].Id, new RunInputs { Datasets = [.. HostileTexts.All.Select((text, i) => new DatasetInput { Dataset = new InputDataset { Name = text, Digest = $"d{i}", SourceType = "http", Source = text }, Tags = new Dictionary<string, string> { [DatasetInput.ContextTag] = text } })] }, Token);
    }

    private async Task AddFilesAsync()
    {
        var store = Get<IArtifactStore>();
        var root = ArtifactPaths.FromUri(Runs[0].ArtifactUri);
        var all = string.Join('\n', HostileTexts.All);
        foreach (var name in new[] { "notes.md", "notes.txt", "page.html", "data.json", "picture.svg", "script.js", "feed.xml" })
            await store.PutAsync($"{root}/{name}", new MemoryStream(Encoding.UTF8.GetBytes(all)), Token);
        await store.PutAsync($"{root}/values.json", new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(HostileTexts.All.ToDictionary(text => text, text => text))), Token);
        await store.PutAsync($"{root}/rows.csv", new MemoryStream(Encoding.UTF8.GetBytes(Csv())), Token);
        foreach (var text in HostileTexts.All)
            try
            {
                await store.PutAsync($"{root}/names/{text}", new MemoryStream("x"u8.ToArray()), Token);
            }
            catch (SakerException refused)
            {
                Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
                Assert.NotEmpty(refused.Message);
            }
    }

    private async Task AddModelsAsync()
    {
        List<string> names = [];
        var folder = _folder.CreateSubdirectory("model").FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "model.onnx"), HostileModel.Graph().ToBytes(), Token);
        await File.WriteAllTextAsync(Path.Combine(folder, "card.md"), string.Join("\n\n", HostileTexts.All), Token);
        var described = string.Join(" ~ ", HostileTexts.All);
        for (var i = 0; i < 2; i++)
            await Server.Registry.RegisterAsync(new Registration { Model = Name, Folder = folder, Run = Runs[0].Id, Description = described, Tags = Tags(HostileTexts.All), Source = HostileTexts.All[i], RunLink = HostileTexts.All[92], Code = HostileTexts.All[21], Aliases = ["champion"] }, Token);
        await Server.Registry.DescribeAsync(Name, described, Token);
        await Server.Registry.SetTagAsync(Name, "note", described, Token);
        foreach (var text in HostileTexts.All)
            try
            {
                await Server.Registry.RegisterAsync(new Registration { Model = text, Folder = null, FilesReason = text, Description = text, Tags = new Dictionary<string, string> { ["note"] = text } }, Token);
                names.Add(text);
            }
            catch (SakerException refused)
            {
                Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
            }
        ModelNames = names;
    }

    private async Task AddDatasetsAsync()
    {
        var rows = new Table(
        [
            Column.OfText("text", [.. HostileTexts.All]),
            .. HostileTexts.Marked.Where((text, i) => i % 12 == 0).Select(name => Column.OfText(name, [.. HostileTexts.All.Reverse()])),
        ]);
        var suite = new CheckSuite { Checks = [new UniqueCheck("text"), new InSetCheck("text", [HostileTexts.All[0]]) { Severity = Saker.Data.Checks.Severity.Warn }] };
        foreach (var shift in new[] { 0, 1 })
            await Get<IDatasetStore>().AddAsync(
                NewDataset.Of(Name, shift == 0 ? rows : rows.Take([.. Enumerable.Range(0, 100)]), HostileTexts.All[21]) with
                {
                    Checks = DatasetChecks.Of(await CheckRunner.RunAsync(rows, suite, Token), suite),
                    Description = string.Join(" ~ ", HostileTexts.All),
                    Tags = HostileTexts.All.ToDictionary(text => text, text => text),
                    Lineage = new DatasetLineage { Source = new DatasetSource { Place = HostileTexts.All[64], Hash = new string('a', 64), ByteCount = 1, ModifiedAt = DateTimeOffset.UnixEpoch }, CodeVersion = HostileTexts.All[21] },
                    By = HostileTexts.All[22],
                },
                Token);
    }

    private async Task AddEndpointAsync()
    {
        await Get<IEndpointStore>().DeployAsync(new Deployment { Endpoint = Name, Model = Name, Version = 1, By = new Actor(HostileTexts.All[21], Role.Admin) }, Token);
        await Get<ModelHost>().RefreshAsync(Token);
        await Server.Client.SetEndpointSettingsAsync(Name, new EndpointSettingsInfo { Guard = new GuardSettingsInfo { UnseenCategory = "warn" }, Fallback = new FallbackSettingsInfo { Constant = new ConstantSettingsInfo { Outputs = new Dictionary<string, JsonNode> { ["label"] = string.Join(" ~ ", HostileTexts.All), ["probability"] = 0.5 } } } }, Token);
    }

    /// <summary>Requests with ids of their own that are answered, and as many that are not.</summary>
    private async Task AskAsync()
    {
        string[] ids = [.. HostileTexts.All.Where(text => text.Length is > 0 and <= 128 && text.All(c => c is >= '!' and <= '~'))];
        for (var i = 0; i < RequestCount; i++)
            foreach (var isWrong in new[] { false, true })
            {
                Dictionary<string, object> row = isWrong ? new() { ["tenure"] = HostileTexts.All[i * 5] } : HostileModel.Row(i);
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/endpoints/{Name}/predict") { Content = new StringContent(JsonSerializer.Serialize(new { rows = new[] { row } }), Encoding.UTF8, "application/json") };
                request.Headers.TryAddWithoutValidation("X-Request-Id", ids[(2 * i + (isWrong ? 1 : 0)) % ids.Length]);
                using var response = await Server.Http.SendAsync(request, Token);
                Assert.True((int)response.StatusCode == (isWrong ? 400 : 200), await response.Content.ReadAsStringAsync(Token));
            }
    }

    private async Task AddDriftAsync()
    {
        for (var day = 3; day > 0; day--)
        {
            var report = SampleDrift.Report(Name, Name, _today.AddDays(-day), TimeSpan.FromDays(1));
            await Get<IDriftStore>().AddAsync(
                report with
                {
                    Reference = HostileTexts.All[21],
                    Columns = [.. HostileModel.Inputs.Select((name, i) => report.Columns[i % report.Columns.Count] with { Column = name, Summary = HostileTexts.All[i], Bins = [.. HostileTexts.All.Skip(i * 12).Take(12).Select(text => new DistributionBin(text, 0.1, 0.2))] })],
                    Quality = [.. HostileTexts.All.Select((text, i) => new QualityFinding(HostileModel.Inputs[i % HostileModel.Inputs.Count], "new_values", 0, 0.02, text))],
                },
                new DriftProgress { Endpoint = Name, Model = Name, Version = 1, BeganAt = report.From, EvaluatedUntil = report.To, LookedAt = report.To },
                Token);
        }
    }

    private async Task AddStudyAsync()
    {
        var space = HostileModel.Inputs.ToDictionary(name => name, _ => (object)new { choose = HostileTexts.All.Take(60) });
        using var made = await Server.Http.PostJsonAsync("/api/studies", JsonSerializer.Serialize(new { name = Name, seed = 1, space }));
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync(Token));
        for (var i = 0; i < 8; i++)
        {
            var trial = (await Server.Client.Studies.AskAsync(Name, new AskRequest { MaxTrials = 8 }, Token))!;
            await Server.Client.Studies.TellAsync(Name, trial.Number, i % 2 == 0 ? new TellRequest { Value = i } : new TellRequest { State = "failed", Reason = HostileTexts.All[i * 15] }, Token);
        }
    }

    private async Task AddAlertsAsync()
    {
        var labels = new JsonObject();
        foreach (var (text, i) in HostileTexts.All.Select((text, i) => (text, i)).Where(pair => pair.i < 30))
            labels["label_" + i] = text;
        JsonArray rules = [.. HostileTexts.Joined(490).Select((text, i) => (JsonNode)new JsonObject { ["name"] = $"busy-{i}", ["signal"] = "requests.rate", ["above"] = 0, ["severity"] = "warning", ["summary"] = text, ["labels"] = i == 0 ? labels : [] })];
        await Server.Client.Alerts.ApplyAsync(new JsonObject { ["rules"] = rules }, prune: false, Token);
        foreach (var reason in HostileTexts.Joined(900))
            await Server.Client.Alerts.SilenceAsync(new JsonObject { ["matchers"] = new JsonArray("rule=nothing"), ["for"] = "2h", ["reason"] = reason }, Token);
        JsonArray endpoints = [.. HostileTexts.All.Select(text => (JsonNode)text)];
        await Server.Client.Alerts.ApplyAsync(new JsonObject { ["receivers"] = new JsonArray(new JsonObject { ["name"] = Name, ["kind"] = "webhook", ["url"] = "http://127.0.0.1:9/", ["endpoints"] = endpoints, ["enabled"] = false }) }, prune: false, Token);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        while (AlertId is null)
        {
            await Task.Delay(50, limit.Token);
            AlertId = (await Server.Client.Alerts.ListAsync(new AlertQuery { State = "firing", Rule = "busy-0" }, limit.Token)).Alerts.FirstOrDefault()?.Id!;
        }
        await Server.Client.Alerts.AcknowledgeAsync(AlertId, HostileTexts.Joined(900)[0], Token);
    }

    private static Dictionary<string, string> Tags(IEnumerable<string> values) => values.Select((value, i) => (value, i)).ToDictionary(pair => "tag" + pair.i, pair => pair.value);

    private static string Csv() => "text,number\n" + string.Join('\n', HostileTexts.All.Select((text, i) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{i}"));
}
