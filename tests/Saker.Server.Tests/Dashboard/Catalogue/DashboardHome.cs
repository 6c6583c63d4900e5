using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Alerts;
using Saker.Platform.Artifacts;
using Saker.Platform.Datasets;
using Saker.Platform.Experiments;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Pipelines;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving;
using Saker.Server.Tests.Cli;
using Saker.Server.Tests.Dashboard.Watching;
using Saker.Server.Tests.Http;

namespace Saker.Server.Tests.Dashboard.Catalogue;

/// <summary>A home in which everything happened that pages show: real customers, trained, deployed, asked and told, beside runs of another program.</summary>
public sealed class DashboardHome : IAsyncLifetime
{
    private const int RequestCount = 120;

    /// <summary>What of the example is trained, so that it takes seconds.</summary>
    private const string Candidates = """
        candidates:
          - {trainer: logistic_regression, l2: 1.0}
          - {trainer: gradient_boosting, trees: 40, learning_rate: 0.1, max_depth: 2}

        select: {folds: 3, score: roc_auc, prefer: best_mean}


        """;

    public TestServer Server { get; } = new()
    {
        Services = services => services
            .AddSingleton(new EvidenceOptions { FlushInterval = TimeSpan.FromMilliseconds(100) })
            .AddSingleton(new OutcomeOptions { RetryEvery = TimeSpan.FromMilliseconds(200) })
            .AddSingleton(new CaptureOptions { Interval = TimeSpan.FromMilliseconds(100) })
            .AddSingleton(new AlertOptions { Interval = TimeSpan.FromMilliseconds(200), DeliveryInterval = TimeSpan.FromMilliseconds(200) })
            .AddSingleton(new JobOptions { PollInterval = TimeSpan.FromMilliseconds(100) }),
    };

    public Uri Address => Server.Server.Address;

    /// <summary>The run that made <c>churn/2</c>.</summary>
    public PipelineResult Trained { get; private set; } = null!;

    /// <summary>Of another program.</summary>
    public Experiment Experiment { get; private set; } = null!;

    /// <summary>Of <see cref="Experiment"/>, those that are not nested.</summary>
    public IReadOnlyList<Run> Runs { get; private set; } = null!;

    public string RolloutId { get; private set; } = null!;

    public string AlertId { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => Server.Server.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        await Server.StartAsync(options => options, hasModel: false);
        (Experiment, Runs) = await SampleExperiment.AddAsync(Server.Experiments, Get<IRunStore>(), "house prices", Token);
        foreach (var run in Runs.Take(3))
            await SampleFiles.AddAsync(Get<IArtifactStore>(), run, Token);
        await Get<PipelineRunner>().RunAsync(await PipelineAsync(), null, Token);
        await Get<ModelHost>().RefreshAsync(Token);
        Trained = await Get<PipelineRunner>().RunAsync(await PipelineAsync() with { Endpoint = null }, null, Token);
        await AddStudyAsync();
        await Server.Client.CreateKeyAsync(new CreateKeyRequest("ci", "deployer"), Token);
        await Server.Client.Alerts.ApplyAsync(JsonNode.Parse("""{"rules":[{"name":"busy","signal":"requests.rate","above":0,"severity":"warning"}],"receivers":[{"name":"ops","kind":"webhook","url":"https://hooks.example.org/saker","enabled":false}]}""")!.AsObject(), prune: false, Token);
        await AskAsync();
        RolloutId = (await Server.Client.Rollouts.StartAsync("churn", new StartRolloutRequest { Model = "churn/2", Settings = JsonNode.Parse("""{"strategy":"canary","steps":[25,50,100],"minTime":"1h"}""")!.AsObject(), Reason = "trees instead of a line" }, Token)).Id;
        await AddOutcomesAsync();
        AlertId = await FindAlertAsync();
        await AddWindowsAsync();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static async Task<Pipeline> PipelineAsync()
    {
        var text = await File.ReadAllTextAsync(CliFolder.ChurnFile, Token);
        var (start, end) = (text.IndexOf("candidates:", StringComparison.Ordinal), text.IndexOf("threshold:", StringComparison.Ordinal));
        return PipelineFile.Parse(text[..start] + Candidates + text[end..], Path.GetDirectoryName(CliFolder.ChurnFile)!);
    }

    private async Task AddStudyAsync()
    {
        using var made = await Server.Http.PostJsonAsync("/api/studies", """{"name":"rosenbrock","seed":1,"space":{"x":{"from":-2,"to":2},"y":{"from":-1,"to":3},"method":{"choose":["plain","damped"]}}}""");
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync(Token));
        for (var i = 0; i < 12; i++)
        {
            var trial = (await Server.Client.Studies.AskAsync("rosenbrock", new AskRequest { MaxTrials = 12 }, Token))!;
            var (x, y) = (trial.Parameters["x"].GetDouble(), trial.Parameters["y"].GetDouble());
            await Server.Client.Studies.TellAsync("rosenbrock", trial.Number, new TellRequest { Value = Math.Pow(1 - x, 2) + 100 * Math.Pow(y - x * x, 2) }, Token);
        }
    }

    /// <summary>Customers of the example, each in a request with an id of its own.</summary>
    public async Task AskAsync(int count = RequestCount)
    {
        var rows = await Get<IDatasetStore>().ReadAsync("churn", 1, Token);
        var inputs = Get<ModelHost>().GetSignature("churn").Inputs;
        for (var i = 0; i < count; i++)
        {
            var row = inputs.ToDictionary(input => input.Name, input => rows.Get(input.Name).GetValue(i));
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/endpoints/churn/predict")
            {
                Content = new StringContent(System.Text.Json.JsonSerializer.Serialize(new { rows = new[] { row } }), System.Text.Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("X-Request-Id", $"order-{i}");
            using var response = await Server.Http.SendAsync(request, Token);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
        }
    }

    private async Task AddOutcomesAsync()
    {
        var churned = (await Get<IDatasetStore>().ReadAsync("churn", 1, Token)).Get("Churn");
        await Server.Client.Outcomes.AddAsync([.. Enumerable.Range(0, RequestCount).Select(i => OutcomeRequest.Of($"order-{i}", (string)churned.GetValue(i)!))], Token);
    }

    /// <summary>Ten days of closed windows, as traffic would have left them.</summary>
    private async Task AddWindowsAsync()
    {
        var today = new DateTimeOffset(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero);
        await SampleDrift.FillAsync(Get<IDriftStore>(), "churn", "churn", today.AddDays(-10), today.AddDays(-1), TimeSpan.FromHours(6), columns: 19);
        await SampleDrift.FillAsync(Get<IDriftStore>(), "churn", "churn", today.AddDays(-1), today, TimeSpan.FromHours(1), columns: 19);
    }

    private async Task<string> FindAlertAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        while (true)
        {
            if ((await Server.Client.Alerts.ListAsync(new AlertQuery { Endpoint = "churn" }, limit.Token)).Alerts is [var alert, ..])
                return alert.Id;
            await Task.Delay(100, limit.Token);
        }
    }
}
