using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Learning.Models;
using Saker.Platform.Jobs;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving;
using Saker.Server.Hosting;
using Saker.Testing;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http;

/// <summary>Two servers over one PostgreSQL and a rollout between them.</summary>
public sealed class ReplicatedRolloutTests : IAsyncLifetime
{
    private const string Row = """{"rows":[{"tenure":3,"MonthlyCharges":70.35,"Contract":"Month-to-month","PaperlessBilling":true}]}""";

    private readonly TestServer _first = New();
    private readonly TestServer _second = New();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RolloutsClient Rollouts => _first.Client.Rollouts;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var database = (await PostgresServer.GetAsync()).AddressOf("replicated_rollouts");
        await _first.StartAsync(options => options with { Backends = new BackendOptions { Database = database } }, hasModel: true);
        await _second.StartAsync(options => options with { Backends = new BackendOptions { Database = database } }, hasModel: false);
        await _first.DeployAsync("other", "churn", Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
    }

    [Fact]
    public async Task Callers_keep_their_arm_on_both_each_step_is_taken_once_and_a_rollback_on_one_is_one_on_the_other()
    {
        var settings = """{"strategy":"canary","steps":[40,50,60],"minTime":"0s","minRequests":20,"key":"header:x-user","guards":{"defaults":false,"errorRate":{}},"decide":"automatic"}""";
        var rollout = await Rollouts.StartAsync("churn", new StartRolloutRequest { Model = "churn/2", Settings = JsonNode.Parse(settings.Replace("\"minRequests\":20", "\"minRequests\":1000000", StringComparison.Ordinal))!.AsObject() }, Token);
        await Eventually.IsSoAsync(async () => (await Rollouts.GetAsync(rollout.Id, Token)).State == "running", "the canary runs");
        await Eventually.IsSoAsync(async () => (await VersionsAsync(_first)).Contains("2") && (await VersionsAsync(_second)).Contains("2"), "both servers split");
        Assert.Equal(await VersionsAsync(_first), await VersionsAsync(_second));

        await Rollouts.RollBackAsync(rollout.Id, new RolloutActRequest { Reason = "they complain" }, Token);

        // The one that was asked follows at once, the other by its next look.
        Assert.DoesNotContain("2", await VersionsAsync(_first));
        var since = Stopwatch.GetTimestamp();
        await Eventually.IsSoAsync(async () => !(await VersionsAsync(_second, users: 10)).Contains("2"), "the rollback is known to the other server");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The other server followed after {Stopwatch.GetElapsedTime(since).TotalMilliseconds:0} ms."));

        var again = await _second.Client.Rollouts.StartAsync("churn", new StartRolloutRequest { Model = "churn/2", Settings = JsonNode.Parse(settings)!.AsObject(), Retry = "they were wrong" }, Token);
        await Eventually.IsSoAsync(
            async () =>
            {
                await VersionsAsync(_first);
                await VersionsAsync(_second);
                return (await Rollouts.GetAsync(again.Id, Token)).State == "promoted";
            },
            "requests of both servers promote it");
        var decisions = (await _second.Client.Rollouts.GetAsync(again.Id, Token)).Decisions!;
        Assert.Equal(["open", "begin", "promote-step", "promote-step", "promote"], decisions.Select(decision => decision.Kind));
        Assert.Equal(Enumerable.Range(1, 5).Select(revision => (long)revision), decisions.Select(decision => decision.Revision));
    }

    private static TestServer New() => new()
    {
        Services = services => services
            .AddSingleton<ModelLoader>((_, _) => Task.FromResult<IModel>(ToyModel.Churn()))
            .AddSingleton(new EvidenceOptions { FlushInterval = TimeSpan.FromMilliseconds(100) })
            .AddSingleton(new JobOptions { PollInterval = TimeSpan.FromMilliseconds(100) }),
    };

    /// <summary>The version that answers each of so many users.</summary>
    private static async Task<IReadOnlyList<string>> VersionsAsync(TestServer server, int users = 40)
    {
        var versions = new List<string>();
        for (var user = 0; user < users; user++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/endpoints/churn/predict") { Content = new StringContent(Row, Encoding.UTF8, "application/json") };
            request.Headers.Add("x-user", $"{user}");
            using var response = await server.Http.SendAsync(request, Token);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
            versions.Add(response.Headers.TryGetValues("x-saker-version", out var values) ? values.Single() : "none");
        }
        return versions;
    }
}
