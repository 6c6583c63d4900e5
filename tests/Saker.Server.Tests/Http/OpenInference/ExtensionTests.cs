using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Serving;

namespace Saker.Server.Tests.Http.OpenInference;

public sealed class ExtensionTests
{
    private const string Infer = """{"inputs":[{"name":"in_Float32","shape":[3,2],"datatype":"FP32","data":[1,2,3,4,5,6]}]}""";

    [Fact]
    public async Task The_repository_lists_loads_and_unloads()
    {
        await using var server = new EchoServer();
        await server.InitializeAsync();
        var index = await IndexAsync(server, """{"ready":true}""");
        Assert.Contains("single 1 READY", index);
        using var unloaded = await server.Http.PostJsonAsync("/v2/repository/models/single/unload", "{}");
        Assert.Equal(HttpStatusCode.OK, unloaded.StatusCode);
        Assert.DoesNotContain("single 1 READY", await IndexAsync(server, """{"ready":true}"""));
        using var refused = await server.Http.PostJsonAsync("/v2/models/single/infer", Infer);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, null), (refused.StatusCode, refused.Headers.RetryAfter));
        using var ready = await server.Http.GetAsync("/v2/models/single/ready", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, null), (ready.StatusCode, ready.Headers.RetryAfter));
        Assert.False((await ready.JsonAsync()).GetProperty("ready").GetBoolean());
        using var loaded = await server.Http.PostJsonAsync("/v2/repository/models/single/load", "");
        Assert.Equal(HttpStatusCode.OK, loaded.StatusCode);
        using var answered = await server.Http.PostJsonAsync("/v2/models/single/infer", Infer);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        using var overridden = await server.Http.PostJsonAsync("/v2/repository/models/single/load", """{"parameters":{"config":"{}"}}""");
        Assert.Equal(HttpStatusCode.BadRequest, overridden.StatusCode);
        using var unknown = await server.Http.PostJsonAsync("/v2/repository/models/nobody/load", "");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_version_that_does_not_load_says_when_to_come_again()
    {
        await using var server = new TestServer { Services = services => services.AddSingleton<ModelLoader>((_, _) => throw new InvalidOperationException("Broken.")) };
        await server.StartAsync(options => options, hasModel: true);
        foreach (var path in new[] { "/v2/models/churn/infer", "/v2/models/churn/versions/1/infer", "/api/endpoints/churn/predict", "/api/endpoints/churn/invocations" })
        {
            using var refused = await server.Http.PostJsonAsync(path, Infer);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        }
        foreach (var path in new[] { "/v2/models/churn/ready", "/v2/models/churn/versions/1/ready" })
        {
            TimeSpan? told = null;
            // Once its time has come nobody tries it but a request, and the time to come again is now.
            for (var i = 0; i < 20 && told is null; i++)
            {
                using var refused = await server.Http.PostJsonAsync("/v2/models/churn/versions/1/infer", Infer);
                using var ready = await server.Http.GetAsync(path, TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
                told = ready.Headers.RetryAfter?.Delta;
            }
            Assert.InRange(told!.Value.TotalSeconds, 1, 10);
        }
    }

    [Fact]
    public async Task Statistics_count_rows_and_runs_and_looking_counts_nothing()
    {
        await using var server = new EchoServer();
        await server.InitializeAsync();
        var before = await StatisticsAsync(server);
        using var answered = await server.Http.PostJsonAsync("/v2/models/single/infer", Infer);
        using var refused = await server.Http.PostJsonAsync("/v2/models/single/infer", "{}");
        await server.Http.GetJsonAsync("/v2/models/single");
        var after = await StatisticsAsync(server);
        Assert.Equal(3, Count(after, "inference_count") - Count(before, "inference_count"));
        Assert.Equal(1, Count(after, "execution_count") - Count(before, "execution_count"));
        Assert.Equal(1, Done(after, "success") - Done(before, "success"));
        Assert.Equal(1, Done(after, "fail") - Done(before, "fail"));
        Assert.Equal(3, (await server.Http.GetJsonAsync("/v2/models/stats")).GetProperty("model_stats").GetArrayLength());
    }

    private static long Count(JsonElement statistics, string name) => statistics.GetProperty(name).GetInt64();

    private static long Done(JsonElement statistics, string name) => statistics.GetProperty("inference_stats").GetProperty(name).GetProperty("count").GetInt64();

    private static async Task<JsonElement> StatisticsAsync(EchoServer server) =>
        (await server.Http.GetJsonAsync("/v2/models/single/versions/1/stats")).GetProperty("model_stats")[0];

    private static async Task<string[]> IndexAsync(EchoServer server, string body)
    {
        using var response = await server.Http.PostJsonAsync("/v2/repository/index", body);
        return [.. (await response.JsonAsync()).EnumerateArray().Select(one => $"{one.GetProperty("name").GetString()} {one.GetProperty("version").GetString()} {one.GetProperty("state").GetString()}")];
    }
}
