using System.Net;
using System.Text.Json;

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
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        using var ready = await server.Http.GetAsync("/v2/models/single/ready", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
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
