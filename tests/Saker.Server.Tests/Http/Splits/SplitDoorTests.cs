using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Saker.Learning.Models;
using Saker.OpenInference.Calls;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Splits;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http.Splits;

/// <summary>An A/B test as clients of every protocol see it.</summary>
public sealed class SplitDoorTests : IAsyncLifetime
{
    private readonly ConcurrentDictionary<int, MoodyChurn> _models = new();
    private readonly TestServer _server;
    private InferenceClient _grpc = null!;

    public SplitDoorTests() => _server = new TestServer
    {
        Services = services => services.AddSingleton<ModelLoader>((version, _) => Task.FromResult<IModel>(_models[version.Version] = new MoodyChurn())),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ModelHost Host => _server.Server.Services.GetRequiredService<ModelHost>();

    private RolloutDesk Rollouts => _server.Server.Services.GetRequiredService<RolloutDesk>();

    private SplitDoors Doors => new(_server.Http, _grpc);

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _grpc = new InferenceClient(new GrpcClient(new GrpcClientOptions { Address = _server.Server.GrpcAddress }));
        var folder = Directory.CreateTempSubdirectory("saker-version-");
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "model.onnx"), ToyChurn.Graph().ToBytes(), Token);
        await _server.Registry.RegisterAsync(new Registration { Model = "churn", Folder = folder.FullName }, Token);
        folder.Delete(recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        _grpc?.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_caller_gets_the_same_arm_through_every_door()
    {
        var split = await BeginAsync("header:x-user");
        var assignment = new SplitAssignment(split);
        var users = Enumerable.Range(0, 1000).Select(i => $"user-{i}").GroupBy(user => assignment.Of(user)).SelectMany(arm => arm.Take(3)).ToList();
        Assert.Equal(6, users.Count);
        foreach (var user in users)
        {
            var arm = assignment.Of(user);
            var expected = new DoorAnswer($"{arm + 1}", arm == 0 ? "control" : "candidate", Step: null, "Yes");
            Assert.All(await Doors.AskAsync(user, tenure: 3), answer => Assert.Equal(expected, answer.Value));
        }
        // Who asks for a version by its number is in no test.
        using var exact = await _server.Http.PostJsonAsync("/v2/models/churn/versions/2/infer", """{"inputs":[]}""");
        Assert.Equal((HttpStatusCode.BadRequest, false), (exact.StatusCode, exact.Headers.Contains("x-saker-arm")));
        var described = await _server.Http.GetJsonAsync("/v2/models/churn");
        Assert.Equal("churn", described.GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_column_is_the_same_key_through_every_door()
    {
        var split = await BeginAsync("field:tenure");
        var assignment = new SplitAssignment(split);
        foreach (var tenure in (int[])[1, 2, 3, 4, 40])
            Assert.All(await Doors.AskAsync(user: null, tenure), answer => Assert.Equal($"{assignment.Of($"{tenure}") + 1}", answer.Value.Version));
        Assert.Equal(0, Host.FindSplit("churn")!.KeylessCount);
    }

    [Fact]
    public async Task A_candidate_that_fails_costs_no_client_of_any_door_its_answer()
    {
        var split = await BeginAsync("header:x-user");
        var assignment = new SplitAssignment(split);
        var user = Enumerable.Range(0, 100).Select(i => $"user-{i}").First(one => assignment.Of(one) == 1);
        _models[2].Fails = true;
        var answers = await Doors.AskAsync(user, tenure: 3);
        Assert.All(answers, answer => Assert.Equal(new DoorAnswer("1", "control", "control", "Yes"), answer.Value));
        // The stream had two.
        Assert.Equal(answers.Count + 1, Host.FindSplit("churn")!.Arms[1].ShieldedCount);
        Assert.Equal(0, Host.GetTraffic("churn").ErrorCount);
        var metrics = await _server.Http.GetStringAsync("/metrics", Token);
        Assert.Contains("saker_split_requests_total{endpoint=\"churn\",arm=\"candidate\",result=\"shielded\"} 8\n", metrics);
        Assert.Contains("saker_split_share{endpoint=\"churn\",arm=\"candidate\",model=\"churn\",version=\"2\"} 0.5\n", metrics);
    }

    [Fact]
    public async Task The_settings_of_the_documentation_are_possible()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Cli.CliFolder.Checkout, "docs", "rollout-splits.md"), Token);
        var settings = RolloutSettingsText.ReadYaml(page.Split("# <!-- example: settings -->")[1].Split("```")[0]);
        Assert.Equal(("header:x-customer-id", true), (settings.Key.ToString(), settings.Shield));
        // What the page shows are the defaults.
        Assert.Equal(new ShadowRollout(), settings.Shadow);
    }

    [Fact]
    public async Task What_no_version_takes_is_refused_as_without_a_split()
    {
        await BeginAsync("header:x-user");
        for (var i = 0; i < 4; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/endpoints/churn/predict") { Content = new StringContent("""{"rows":[{"tenure":"x"}]}""", System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add("x-user", $"user-{i}");
            using var response = await _server.Http.SendAsync(request, Token);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("0 tenure", (await response.JsonAsync()).Errors());
        }
        Assert.Equal((4, 4), (Host.GetTraffic("churn").RequestCount, Host.GetTraffic("churn").RefusedCount));
    }

    /// <summary>Has half of the callers answered by version 2.</summary>
    private async Task<EndpointSplit> BeginAsync(string key)
    {
        await Rollouts.StartAsync(
            new RolloutRequest
            {
                Endpoint = "churn",
                Candidates = [new RolloutCandidate("churn", 2)],
                Settings = new RolloutSettings { Strategy = RolloutKind.Ab, Key = SplitKey.Parse(key), MinTime = TimeSpan.FromHours(1), MinRequests = 1_000_000 },
            },
            Token);
        for (var i = 0; ; i++)
        {
            if (Host.FindSplit("churn") is { IsLoaded: true, Split: { } split } && split.Arms[1].Weight == 5000)
                return split;
            Assert.True(i < 1_200, "The split did not begin within a minute.");
            await Task.Delay(50, Token);
        }
    }
}
