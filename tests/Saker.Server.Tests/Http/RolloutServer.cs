using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Learning.Models;
using Saker.Platform.Alerts;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http;

/// <summary>The true host in a hurry, with the endpoint <c>churn</c> that serves version 1 and a version 2 that can be told to fail.</summary>
public sealed class RolloutServer : IAsyncLifetime
{
    private const string Row = """{"rows":[{"tenure":TENURE,"MonthlyCharges":70.35,"Contract":"Month-to-month","PaperlessBilling":true}]}""";

    private int _runs;
    private int _users;

    public RolloutServer() => Inner = new TestServer
    {
        Services = services => services
            .AddSingleton<ModelLoader>((version, _) => Task.FromResult<IModel>(version.Version == 1 ? ToyModel.Churn() : new FlawedModel(ToyModel.Churn(), () => FailsEvery > 0 && Interlocked.Increment(ref _runs) % FailsEvery == 0, () => AnswersOtherwise)))
            .AddSingleton(new OutcomeOptions { RetryEvery = TimeSpan.FromMilliseconds(200) })
            .AddSingleton(new CaptureOptions { Interval = TimeSpan.FromMilliseconds(100) })
            .AddSingleton(new EvidenceOptions { FlushInterval = TimeSpan.FromMilliseconds(100) })
            .AddSingleton(new AlertOptions { Interval = TimeSpan.FromMilliseconds(200), DeliveryInterval = TimeSpan.FromMilliseconds(200) })
            .AddSingleton(new JobOptions { PollInterval = TimeSpan.FromMilliseconds(100) }),
    };

    public TestServer Inner { get; }

    public HttpClient Http => Inner.Http;

    public RolloutsClient Rollouts => Inner.Client.Rollouts;

    /// <summary>One of so many runs of version 2 fails; 0 for none.</summary>
    public int FailsEvery { get; set; }

    /// <summary>Whether version 2 gives the other label.</summary>
    public bool AnswersOtherwise { get; set; }

    /// <summary>The settings of a canary that only the errors decide, and that nobody promotes by its plan.</summary>
    public static string OnlyErrors => """{"strategy":"canary","steps":[50,100],"minTime":"0s","minRequests":1000000,"key":"header:x-user","guards":{"defaults":false,"errorRate":{}}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Inner.StartAsync(options => options, hasModel: true);
        await RegisterAsync();
    }

    public ValueTask DisposeAsync() => Inner.DisposeAsync();

    /// <summary>Registers the toy as the next version.</summary>
    public async Task<ModelVersion> RegisterAsync()
    {
        var folder = Directory.CreateTempSubdirectory("saker-rollout-");
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "model.onnx"), ToyChurn.Graph().ToBytes(), Token);
        var version = await Inner.Registry.RegisterAsync(new Registration { Model = "churn", Folder = folder.FullName, Aliases = ["challenger"] }, Token);
        folder.Delete(recursive: true);
        return version;
    }

    /// <summary>Has version 2 come to the endpoint; gives the rollout once its first requests may come.</summary>
    public async Task<RolloutInfo> StartAsync(string settings, string? reason = null, string? retry = null)
    {
        var rollout = await Rollouts.StartAsync("churn", new StartRolloutRequest { Model = "churn/2", Settings = System.Text.Json.Nodes.JsonNode.Parse(settings)!.AsObject(), Reason = reason, Retry = retry }, Token);
        return await UntilAsync(rollout.Id, known => known.State != "warming");
    }

    /// <summary>Asks for so many predictions, each for another user, and gives how many each version answered.</summary>
    public async Task<IReadOnlyDictionary<string, int>> AskAsync(int count)
    {
        var answered = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var user = Interlocked.Increment(ref _users);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/endpoints/churn/predict") { Content = new StringContent(Row.Replace("TENURE", $"{1 + (user % 60)}", StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add("x-user", $"{user}");
            using var response = await Http.SendAsync(request, Token);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
            var version = response.Headers.TryGetValues("x-saker-version", out var values) ? values.Single() : "none";
            answered[version] = answered.GetValueOrDefault(version) + 1;
        }
        return answered;
    }

    /// <summary>Asks so many times, each with an id of its own, and tells what each arm's answer brought.</summary>
    public async Task TellAsync(string prefix, int count, Func<string, int, double> yields)
    {
        var told = new List<OutcomeRequest>();
        for (var i = 0; i < count; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/endpoints/churn/predict") { Content = new StringContent(Row.Replace("TENURE", $"{1 + (i % 60)}", StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add("X-Request-Id", $"{prefix}-{i}");
            using var response = await Http.SendAsync(request, Token);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
            told.Add(OutcomeRequest.OfMetric($"{prefix}-{i}", "revenue", yields(response.Headers.GetValues("x-saker-arm").Single(), i)));
        }
        await Inner.Client.Outcomes.AddAsync(told, Token);
    }

    /// <summary>Waits until a rollout is as it should be.</summary>
    public async Task<RolloutInfo> UntilAsync(string id, Func<RolloutInfo, bool> isThere)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        while (true)
        {
            var rollout = await Rollouts.GetAsync(id, limit.Token);
            if (isThere(rollout))
                return rollout;
            await Task.Delay(50, limit.Token);
        }
    }
}
