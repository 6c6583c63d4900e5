using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;
using Saker.Server.Hosting;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http;

public sealed class LimitTests
{
    private const string Good = """{"tenure":3,"MonthlyCharges":70.35,"Contract":"Month-to-month","PaperlessBilling":true}""";

    [Fact]
    public async Task A_body_above_the_limit_is_413_and_too_many_rows_are_refused()
    {
        await using var server = new TestServer();
        await server.StartAsync(options => options with { MaxBodyBytes = 2000, MaxRows = 3 }, hasModel: true);
        using var tooLarge = await server.Http.PostJsonAsync("/api/endpoints/churn/predict", $$"""{"rows":[{{string.Join(',', Enumerable.Repeat(Good, 50))}}]}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        Assert.Equal("application/problem+json", tooLarge.Content.Headers.ContentType?.MediaType);

        using var inferTooLarge = await server.Http.PostJsonAsync("/v2/models/churn/infer", new string(' ', 3000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, inferTooLarge.StatusCode);
        Assert.NotEmpty((await inferTooLarge.JsonAsync()).GetProperty("error").GetString()!);

        using var tooMany = await server.Http.PostJsonAsync("/api/endpoints/churn/predict", $$"""{"rows":[{{string.Join(',', Enumerable.Repeat(Good, 4))}}]}""");
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
        Assert.Equal(["- rows"], (await tooMany.JsonAsync()).Errors());
    }

    [Fact]
    public async Task A_full_queue_is_429_with_when_to_come_again_and_nobody_else_is_harmed()
    {
        var model = new DoublingModel { Gate = new TaskCompletionSource() };
        await using var server = new TestServer { Services = services => services.AddSingleton<ModelLoader>((_, _) => Task.FromResult<IModel>(model)) };
        await server.StartAsync(options => options with { Serving = new ServingOptions { WarmUpRuns = 0 } }, hasModel: true);
        await server.Client.SetEndpointSettingsAsync("churn", new EndpointSettingsInfo { Queue = new QueueSettingsInfo { MaxQueuedCalls = 2 }, Batching = new BatchingSettingsInfo { Mode = "off" } }, TestContext.Current.CancellationToken);
        const string request = """{"inputs":[{"name":"x","shape":[1,1],"datatype":"INT64","data":[21]},{"name":"t","shape":[1,1],"datatype":"BYTES","data":["a"]}]}""";
        var requests = Enumerable.Range(0, Environment.ProcessorCount + 3).Select(_ => server.Http.PostJsonAsync("/v2/models/churn/infer", request)).ToList();
        using var refused = await await Task.WhenAny(requests).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotEmpty(refused.Headers.GetValues("Retry-After"));
        model.Gate.SetResult();
        var answers = await Task.WhenAll(requests);
        Assert.Equal(requests.Count - 1, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
    }

    [Fact]
    public void All_settings_that_are_wrong_are_named_at_once()
    {
        var failure = Assert.Throws<SakerException>(() => SakerServer.Build(new ServerOptions { Home = " ", Port = 70000, Address = "nowhere", MaxRows = 0 }));
        Assert.Equal(["address", "home", "maxRows", "port"], failure.Problems.Select(problem => problem.Field).Order());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_with_what_to_do()
    {
        await using var first = new TestServer();
        await first.StartAsync(options => options, hasModel: false);
        await using var second = new TestServer();
        var failure = await Assert.ThrowsAsync<SakerException>(() => second.StartAsync(options => options with { Port = first.Server.Address.Port }, hasModel: false));
        Assert.Equal(ErrorKind.Conflict, failure.Kind);
        Assert.Contains("--port", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serving_goes_on_until_cancelled_and_frees_the_port()
    {
        var home = Directory.CreateTempSubdirectory("saker-run-");
        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            await using var server = SakerServer.Build(new ServerOptions { Home = home.FullName, Port = 0 });
            await server.StartAsync(ending.Token);
            var running = server.ServeAsync(ending.Token);
            using var http = new HttpClient { BaseAddress = server.Address };
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready", ending.Token)).StatusCode);
            await ending.CancelAsync();
            await running;
            await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/health/live", TestContext.Current.CancellationToken));
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_by_the_client()
    {
        using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:9/") };
        var failure = await Assert.ThrowsAsync<SakerClientException>(() => new SakerClient(http).ListModelsAsync(TestContext.Current.CancellationToken));
        Assert.Contains("saker up", failure.Message, StringComparison.Ordinal);
    }
}
