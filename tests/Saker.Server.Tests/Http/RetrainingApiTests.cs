using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Platform.Audit;
using Saker.Platform.Pipelines;
using Saker.Platform.Retraining;
using Saker.Platform.Serving;
using Saker.Server.Hosting;
using Saker.Server.Tests.Cli;

namespace Saker.Server.Tests.Http;

/// <summary>Retraining and jobs as a running server has them: asked for over HTTP, carried out by its own jobs, shown on its pages.</summary>
public sealed class RetrainingApiTests : IAsyncLifetime
{
    private const string Pipeline =
        """
        pipeline: toy
        source: {csv: toy.csv}
        target: {column: left, positive: "yes"}
        prepare: [{transform: scale, columns: numbers, with: standard}]
        candidates: [{trainer: logistic_regression}]
        select: {folds: 3}
        register: {model: toy, alias: champion}
        deploy: {endpoint: toy, retrain: {schedule: {every: 7d}, max_per_day: 2}}
        """;

    private readonly CliFolder _folder = new();
    private readonly HttpClient _http = new();
    private SakerServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SakerClient Client => new(_http);

    public async ValueTask InitializeAsync()
    {
        WriteRows(1);
        _server = await SakerServer.StartAsync(new ServerOptions { Home = _folder.Home, Port = 0 }, services => services.AddSingleton(new RetrainingOptions { Interval = TimeSpan.FromMilliseconds(100) }), Token);
        _http.BaseAddress = _server.Address;
        await _server.Services.GetRequiredService<PipelineRunner>().RunAsync(await PipelineFile.LoadAsync(_folder.Write("toy.yaml", Pipeline), Token), null, Token);
        await _server.Services.GetRequiredService<IEndpointStore>().FollowAsync("toy", "toy", "champion", Token);
        await _server.Services.GetRequiredService<ModelHost>().RefreshAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_retraining_that_is_asked_for_is_carried_out_shown_and_serves_once_it_is_approved()
    {
        WriteRows(2);
        var asked = await Client.Retraining.RequestAsync("toy", "the <b>price</b> list changed", Token);
        Assert.Equal(("waiting", "manual"), (asked.State, asked.Cause));
        var done = await EndAsync(asked);
        Assert.Equal(("proposed", "toy/1", "toy/2", "champion", "waiting", null), (done.State, done.From, done.Version, done.Alias, done.RolloutState, done.Error));
        Assert.EndsWith("asked for it: the <b>price</b> list changed", done.Reason, StringComparison.Ordinal);
        Assert.Equal([done.Id], (await Client.Retraining.ListAttemptsAsync("toy", 10, Token)).Select(attempt => attempt.Id));

        using var lineage = JsonDocument.Parse(await _http.GetStringAsync("/api/models/toy/versions/2/lineage", Token));
        Assert.Equal((done.Reason, "toy/1"), (lineage.RootElement.GetProperty("reason").GetString(), lineage.RootElement.GetProperty("parent").GetProperty("version").GetString()));
        var page = await _http.GetStringAsync("/endpoints/toy", Token);
        Assert.Contains("Trains again every 7d; and when somebody asks.", page, StringComparison.Ordinal);
        Assert.Contains("the &lt;b&gt;price&lt;/b&gt; list changed", page, StringComparison.Ordinal);
        Assert.Contains("to become @champion; its rollout is waiting", page, StringComparison.Ordinal);
        Assert.Contains("because", await _http.GetStringAsync("/models/toy/2", Token), StringComparison.Ordinal);

        Assert.Equal("1", (await Client.GetEndpointAsync("toy", Token)).Version);
        using var approved = await _http.PostAsync($"/api/rollouts/{done.RolloutId}/approve", null, Token);
        Assert.True(approved.IsSuccessStatusCode, await approved.Content.ReadAsStringAsync(Token));
        await _server.Services.GetRequiredService<ModelHost>().RefreshAsync(Token);
        Assert.Equal("2", (await Client.GetEndpointAsync("toy", Token)).Version);
        Assert.Contains((await Client.Retraining.GetAttemptAsync("toy", done.Id, Token)).RolloutState, (string[])["warming", "running"]);

        var second = await EndAsync(await Client.Retraining.RequestAsync("toy", null, Token));
        Assert.Equal("unchanged", second.State);
        var limit = await Assert.ThrowsAsync<SakerClientException>(() => Client.Retraining.RequestAsync("toy", null, Token));
        Assert.Equal(HttpStatusCode.TooManyRequests, limit.Status);
        Assert.Contains("at most 2 are allowed", limit.Message, StringComparison.Ordinal);

        var acts = (await _server.Services.GetRequiredService<IAuditStore>().ListAsync(null, 100, Token)).Where(entry => entry.Act == AuditActs.RetrainingRequested).ToList();
        Assert.Contains(acts, entry => entry.Target == "toy" && entry.Detail == $"attempt {done.Id}");
    }

    [Fact]
    public async Task A_policy_is_set_shown_as_json_and_yaml_refused_with_all_that_is_wrong_and_removed()
    {
        var deployed = await Client.Retraining.GetAsync("toy", Token);
        Assert.Equal(("7d", 2, null), (deployed.Policy!.Schedule!.Every, deployed.Policy.MaxPerDay, deployed.LastAttempt));
        var set = await Client.Retraining.SetAsync("toy", new RetrainingPolicyInfo { Schedule = new RetrainingScheduleInfo { Cron = "0 3 1 1 *" }, Drift = JsonSerializer.SerializeToElement(new { share = 0.3 }), CoolDown = "2h" }, Token);
        Assert.Equal((1, 1, 3), (set.NextAt!.Value.Month, set.NextAt.Value.Day, set.NextAt.Value.Hour));
        Assert.Equal((0.3, "2h", 1, "ask"), (set.Policy!.Drift!.Value.GetProperty("share").GetDouble(), set.Policy.CoolDown, set.Policy.MaxPerDay, set.Policy.Promote));
        using var asYaml = new HttpRequestMessage(HttpMethod.Get, "/api/endpoints/toy/retraining");
        asYaml.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/yaml"));
        using var yaml = await _http.SendAsync(asYaml, Token);
        Assert.Contains("cool_down: 2h", await yaml.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);

        using var wrong = await _http.PutAsync("/api/endpoints/toy/retraining", new StringContent("{\"promote\":\"automatic\",\"newRows\":0,\"often\":1}", Encoding.UTF8, "application/json"), Token);
        var answer = await wrong.Content.ReadAsStringAsync(Token);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.All(new[] { "newRows", "often" }, key => Assert.Contains(key, answer, StringComparison.Ordinal));
        using var ungated = await _http.PutAsync("/api/endpoints/toy/retraining", new StringContent("promote: automatic", Encoding.UTF8, "application/yaml"), Token);
        Assert.Contains("no gate of the pipeline asks whether the model is better", await ungated.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal("2h", (await Client.Retraining.GetAsync("toy", Token)).Policy!.CoolDown);

        await Client.Retraining.RemoveAsync("toy", Token);
        Assert.Null((await Client.Retraining.GetAsync("toy", Token)).Policy);
        Assert.Contains("only when somebody asks", await _http.GetStringAsync("/endpoints/toy", Token), StringComparison.Ordinal);
        foreach (var path in new[] { "/api/endpoints/nobody/retraining", "/api/endpoints/toy/retraining/attempts/none", "/api/jobs/nobody/runs" })
        {
            using var missing = await _http.GetAsync(path, Token);
            Assert.True(missing.StatusCode == HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task Jobs_tell_how_their_last_run_went_and_can_be_run_at_once()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        JobInfo? job;
        while ((job = (await Client.Jobs.ListAsync(limit.Token)).SingleOrDefault(one => one.Name == "retraining")) is not { LastRun.Outcome: "succeeded" })
            await Task.Delay(50, limit.Token);
        Assert.Equal(("100ms", 0, null), (job.Interval, job.FailureCount, job.LastRun!.Error));
        Assert.True(job.LastRun.DurationSeconds >= 0);
        var number = (await Client.Jobs.RunAsync("retraining", Token)).LastRun!.Number;
        while ((await Client.Jobs.ListRunsAsync("retraining", 1, limit.Token))[0].Number <= number)
            await Task.Delay(50, limit.Token);
    }

    private async Task<RetrainingAttemptInfo> EndAsync(RetrainingAttemptInfo attempt)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (attempt.EndedAt is null)
        {
            await Task.Delay(50, limit.Token);
            attempt = await Client.Retraining.GetAttemptAsync("toy", attempt.Id, limit.Token);
        }
        return attempt;
    }

    private void WriteRows(int seed)
    {
        var random = new Random(seed);
        _folder.Write("toy.csv", "age,spend,left\n" + string.Concat(Enumerable.Range(0, 300).Select(_ =>
        {
            var age = random.Next(18, 90);
            return $"{age},{random.Next(100)},{(random.NextDouble() < 1 / (1 + Math.Exp((age - 45) / 8.0)) ? "yes" : "no")}\n";
        })));
    }
}
