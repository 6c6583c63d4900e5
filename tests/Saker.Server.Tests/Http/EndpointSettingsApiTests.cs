using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Settings;
using Saker.Server.Tests.Http.Access;

namespace Saker.Server.Tests.Http;

public sealed class EndpointSettingsApiTests : IAsyncLifetime
{
    private const string Path = "/api/endpoints/churn/settings";

    private readonly GuardedServer _guarded = new();
    private HttpClient _http = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SakerClient Client => new(_http);

    public async ValueTask InitializeAsync()
    {
        await _guarded.InitializeAsync();
        _http = _guarded.As(Role.Deployer);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _guarded.DisposeAsync();
    }

    [Fact]
    public async Task Every_key_is_written_out_for_who_may_read()
    {
        using var viewer = _guarded.As(Role.Viewer);

        using var response = await viewer.GetAsync(Path, Token);

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Encoding.UTF8.GetString(EndpointSettingsText.WriteJson(EndpointSettings.Default)), await response.Content.ReadAsStringAsync(Token));
        using var refused = await SendAsync(viewer, HttpMethod.Put, "{}");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Put_replaces_all_and_patch_changes_some()
    {
        using (var put = await SendAsync(_http, HttpMethod.Put, """{"cache":{"enabled":true,"maxEntries":9}}"""))
            Assert.Equal(9, (await put.JsonAsync()).GetProperty("cache").GetProperty("maxEntries").GetInt32());
        Assert.Equal(new EndpointSettings { Cache = new CacheSettings { Enabled = true, MaxEntries = 9 } }, Served());
        using (var patch = await SendAsync(_http, HttpMethod.Patch, """{"guard":{"outOfRange":"clip"},"cache":{"maxEntries":null}}""", "application/merge-patch+json"))
            Assert.Equal("clip", (await patch.JsonAsync()).GetProperty("guard").GetProperty("outOfRange").GetString());
        Assert.Equal(new EndpointSettings { Cache = new CacheSettings { Enabled = true }, Guard = new GuardSettings { OutOfRange = GuardPolicy.Clip } }, Served());
        using (var again = await SendAsync(_http, HttpMethod.Put, "{}"))
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(EndpointSettings.Default, Served());
    }

    [Fact]
    public async Task Yaml_goes_both_ways()
    {
        using var put = await SendAsync(_http, HttpMethod.Put, "batching: {max_rows: 12}\n", "application/yaml; charset=utf-8", accept: "application/yaml");

        Assert.Equal("application/yaml", put.Content.Headers.ContentType?.MediaType);
        Assert.Equal(12, EndpointSettingsText.ReadYaml(await put.Content.ReadAsStringAsync(Token)).Batching.MaxRows);
        using var patch = await SendAsync(_http, HttpMethod.Patch, "batching: {max_wait: 2ms}\n", "application/yaml");
        Assert.Equal("2ms", (await patch.JsonAsync()).GetProperty("batching").GetProperty("maxWait").GetString());
        Assert.Equal(new BatchingSettings { MaxRows = 12, MaxWait = TimeSpan.FromMilliseconds(2) }, Served().Batching);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task What_is_not_possible_is_refused_with_every_key(string method)
    {
        using var refused = await SendAsync(_http, new HttpMethod(method), """{"guard":{"outOfRange":"chop","nope":1},"queue":{"timeout":"0s"},"max_rows":3}""");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(["- guard.nope", "- guard.outOfRange", "- max_rows", "- queue.timeout"], (await refused.JsonAsync()).Errors().Order(StringComparer.Ordinal));
        using var yaml = await SendAsync(_http, new HttpMethod(method), "guard:\n  out_of_range: chop\n", "application/yaml");
        Assert.Equal(["- line 2, guard.out_of_range"], (await yaml.JsonAsync()).Errors());
        Assert.Equal(EndpointSettings.Default, Served());
    }

    [Theory]
    [InlineData("PUT", "/api/endpoints/none/settings", "{}", "application/json", HttpStatusCode.NotFound)]
    [InlineData("PATCH", "/api/endpoints/none/settings", "{}", "application/json", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/endpoints/none/settings", null, null, HttpStatusCode.NotFound)]
    [InlineData("PUT", Path, "[]", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("PUT", Path, "", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("PUT", Path, "- a", "application/yaml", HttpStatusCode.BadRequest)]
    [InlineData("PATCH", Path, "{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("PATCH", Path, """{"guard":{"outOfRange":"\ud800"}}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("PUT", Path, "a=b", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task What_cannot_be_understood_is_refused(string method, string path, string? body, string? type, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type!);

        using var response = await _http.SendAsync(request, Token);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(EndpointSettings.Default, Served());
    }

    [Fact]
    public async Task The_audit_tells_what_changed_and_what_was_refused()
    {
        (await SendAsync(_http, HttpMethod.Patch, """{"guard":{"outOfRange":"clip"},"cache":{"enabled":true}}""")).Dispose();
        (await SendAsync(_http, HttpMethod.Put, """{"guard":{"outOfRange":"chop"}}""")).Dispose();

        var audit = await _guarded.Inner.Server.Services.GetRequiredService<IAuditStore>().ListAsync(null, 2, Token);

        Assert.All(audit, entry => Assert.Equal((AuditActs.SettingsChanged, "churn", "deployer"), (entry.Act, entry.Target, entry.Actor)));
        Assert.Equal([AuditOutcome.Failed, AuditOutcome.Done], audit.Select(entry => entry.Outcome));
        Assert.Equal("cache.enabled: false -> true, guard.out_of_range: allow -> clip", audit[1].Detail);
    }

    [Fact]
    public async Task The_client_reads_replaces_and_changes()
    {
        var wanted = new EndpointSettingsInfo
        {
            Batching = new BatchingSettingsInfo { Mode = "off" },
            Fallback = new FallbackSettingsInfo
            {
                On = ["timeout"],
                Primary = new StepSettingsInfo { Timeout = "20ms", Breaker = new BreakerSettingsInfo { FailureRatio = 0.25 } },
                Rules = new RulesSettingsInfo { Outputs = new Dictionary<string, string> { ["label"] = "'No'", ["probability"] = "CASE WHEN tenure < 6 THEN 0.6 ELSE 0.2 END" } },
                Constant = new ConstantSettingsInfo { Outputs = new Dictionary<string, JsonNode> { ["probability"] = 0.2, ["label"] = "No" } },
            },
        };

        var now = await Client.SetEndpointSettingsAsync("churn", wanted, Token);
        Assert.Equal((64, "20ms", "10s"), (now.Batching!.MaxRows, now.Fallback!.Primary!.Timeout, now.Fallback.Rules!.Breaker!.BreakDuration));
        var stored = Served().Fallback;
        Assert.Equal(FallbackReasons.Timeout, stored.On);
        Assert.Equal(new Dictionary<string, object> { ["probability"] = 0.2, ["label"] = "No" }, stored.Constant!.Outputs);
        var changed = await Client.ChangeEndpointSettingsAsync("churn", new JsonObject { ["fallback"] = null, ["cache"] = new JsonObject { ["enabled"] = true } }, Token);
        Assert.Equal((true, "off", null), (changed.Cache!.Enabled, changed.Batching!.Mode, changed.Fallback!.Constant));
        Assert.Equal(Written(changed), Written(await Client.GetEndpointSettingsAsync("churn", Token)));
        var refused = await Assert.ThrowsAsync<SakerClientException>(() => Client.SetEndpointSettingsAsync("churn", new EndpointSettingsInfo { Queue = new QueueSettingsInfo { Timeout = "soon" } }, Token));
        Assert.Equal("queue.timeout", Assert.Single(refused.Problem!.Errors!).Field);
    }

    [Fact]
    public async Task The_records_of_the_client_hold_every_key()
    {
        var every = new EndpointSettings
        {
            Fallback = new FallbackSettings
            {
                Primary = new StepSettings { Timeout = TimeSpan.FromSeconds(1) },
                Previous = new StepSettings { Timeout = TimeSpan.FromSeconds(2) },
                Rules = new RulesSettings { Outputs = new Dictionary<string, string> { ["p"] = "1" }, Step = new StepSettings { Timeout = TimeSpan.FromSeconds(3) } },
                Constant = new ConstantSettings { Outputs = new Dictionary<string, object> { ["p"] = 0.5 } },
            },
        };
        await _guarded.Inner.Server.Services.GetRequiredService<IEndpointStore>().SetSettingsAsync("churn", every, Token);

        var json = Written(await Client.GetEndpointSettingsAsync("churn", Token));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(EndpointSettingsText.WriteJson(every)), JsonNode.Parse(json)), json);
    }

    [Fact]
    public async Task An_endpoint_shows_its_settings_and_lists_leave_them_out()
    {
        await Client.ChangeEndpointSettingsAsync("churn", new JsonObject { ["cache"] = new JsonObject { ["enabled"] = true } }, Token);

        Assert.True((await Client.GetEndpointAsync("churn", Token)).Settings!.Cache!.Enabled);
        Assert.Null(Assert.Single(await Client.ListEndpointsAsync(Token)).Settings);
        Assert.True((await Client.DeployAsync(new DeployRequest("churn", "churn"), Token)).Settings!.Cache!.Enabled);
    }

    [Fact]
    public async Task The_openapi_document_shows_schema_and_example()
    {
        var paths = (await _http.GetJsonAsync("/openapi/v1.json")).GetProperty("paths").GetProperty("/api/endpoints/{name}/settings");

        foreach (var method in new[] { "get", "put", "patch" })
        {
            var answer = paths.GetProperty(method).GetProperty("responses").GetProperty("200").GetProperty("content");
            Assert.True(answer.TryGetProperty("application/yaml", out _));
            Assert.EndsWith("EndpointSettingsInfo", answer.GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString(), StringComparison.Ordinal);
            Assert.Equal("clip", answer.GetProperty("application/json").GetProperty("example").GetProperty("guard").GetProperty("outOfRange").GetString());
            if (method != "get")
                Assert.True(paths.GetProperty(method).GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example").GetProperty("cache").GetProperty("enabled").GetBoolean());
        }
    }

    private EndpointSettings Served() => _guarded.Inner.Server.Services.GetRequiredService<ModelHost>().Get("churn").Endpoint.Settings;

    private static string Written(EndpointSettingsInfo settings) => JsonSerializer.Serialize(settings, SakerJson.Default.EndpointSettingsInfo);

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, string body, string type = "application/json", string? accept = null)
    {
        using var request = new HttpRequestMessage(method, Path) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        return await http.SendAsync(request, Token);
    }
}
