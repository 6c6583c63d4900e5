using System.Net;
using System.Text.Json;
using Saker.Client;
using Saker.Platform.Experiments;

namespace Saker.Server.Tests.Http;

public sealed class CapabilityTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_says_live_and_ready()
    {
        Assert.Equal("live", (await server.Http.GetJsonAsync("/health/live")).GetProperty("status").GetString());
        Assert.Equal("ready", (await server.Http.GetJsonAsync("/health/ready")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Runs_are_listed_filtered_and_fetched_with_their_metrics()
    {
        var experiment = await server.Experiments.GetOrCreateAsync("listed", Token);
        var run = await server.Experiments.StartRunAsync(experiment.Id, "one", null, Token);
        var child = await server.Experiments.StartRunAsync(experiment.Id, "two", run.Id, Token);
        await server.Experiments.LogAsync(
            run.Id,
            new RunEntries
            {
                Parameters = new Dictionary<string, string> { ["trees"] = "300" },
                Metrics = [new Metric("cv.roc_auc.fold", 0.81, 0, DateTimeOffset.UnixEpoch), new Metric("cv.roc_auc.fold", 0.83, 1, DateTimeOffset.UnixEpoch), new Metric("odd", double.NaN, 0, DateTimeOffset.UnixEpoch)],
                Tags = new Dictionary<string, string> { ["saker.kind"] = "pipeline" },
            },
            Token);
        await server.Experiments.EndRunAsync(run.Id, RunStatus.Finished, Token);

        Assert.Contains(await server.Client.ListExperimentsAsync(Token), one => one.Name == "listed");
        var runs = await server.Client.ListRunsAsync("listed", 10, Token);
        Assert.Equal(2, runs.Count);
        Assert.Equal(run.Id.Value, runs.Single(one => one.Id == child.Id.Value).ParentId);
        var fetched = await server.Client.GetRunAsync(run.Id.Value, Token);
        Assert.Equal("finished", fetched.Status);
        Assert.Equal("300", fetched.Parameters["trees"]);
        Assert.True(double.IsNaN(fetched.Metrics["odd"]));
        var history = await server.Client.GetMetricAsync(run.Id.Value, "cv.roc_auc.fold", Token);
        Assert.Equal([(0L, 0.81), (1L, 0.83)], history.Values.Select(value => (value.Step, value.Value)));
    }

    [Fact]
    public async Task Models_and_endpoints_are_listed_with_signature_and_traffic()
    {
        var model = await server.Client.GetModelAsync("churn", Token);
        Assert.Equal(1, model.Aliases["champion"]);
        Assert.Contains(await server.Client.ListModelsAsync(Token), one => one.Name == "churn");
        Assert.Empty(await server.Client.ListDatasetsAsync(Token));
        var before = (await server.Client.GetEndpointAsync("churn", Token)).Traffic.RequestCount;
        using var _ = await server.Http.PostJsonAsync("/api/endpoints/churn/predict", """{"rows":[{"tenure":3,"MonthlyCharges":70.35,"Contract":"Month-to-month","PaperlessBilling":true}]}""");
        var endpoint = Assert.Single(await server.Client.ListEndpointsAsync(Token), one => one.Name == "churn");
        Assert.Equal("active", endpoint.State);
        Assert.Equal("1", endpoint.Version);
        Assert.Equal(before + 1, endpoint.Traffic.RequestCount);
        Assert.Equal(["Month-to-month", "One year", "Two year"], endpoint.Signature!.Inputs.Single(input => input.Name == "Contract").Categories);
    }

    [Fact]
    public async Task Deploying_makes_an_endpoint_that_answers()
    {
        await server.DeployAsync("first", "deployed", Token);
        var endpoint = await server.Client.DeployAsync(new DeployRequest("second", "deployed@champion"), Token);
        Assert.Equal(("second", "deployed", "1", "active"), (endpoint.Name, endpoint.Model, endpoint.Version, endpoint.State));
        var answer = await server.Client.PredictAsync(
            "second",
            [new Dictionary<string, object?> { ["tenure"] = 3, ["MonthlyCharges"] = 1.5, ["Contract"] = "One year", ["PaperlessBilling"] = true }],
            Token);
        Assert.Equal("deployed", answer.Model);
    }

    [Theory]
    [InlineData("""{"name":"a"}""", 400, "model")]
    [InlineData("""{}""", 400, "name")]
    [InlineData("""null""", 400, "name")]
    [InlineData("""{"name":7}""", 400, "")]
    [InlineData("""{""", 400, "")]
    [InlineData("""{"name":"a","model":"nothing","version":2}""", 400, "")]
    [InlineData("""{"name":"a","model":"nothing"}""", 404, "")]
    public async Task A_deployment_that_cannot_be_is_refused(string body, int status, string field)
    {
        using var response = await server.Http.PostJsonAsync("/api/endpoints", body);
        var problem = await response.JsonAsync();
        Assert.Equal(status, (int)response.StatusCode);
        if (field.Length > 0)
            Assert.Equal($"- {field}", problem.Errors()[0]);
    }

    [Theory]
    [InlineData("/api/runs/0123")]
    [InlineData("/api/runs/0123/metrics/x")]
    [InlineData("/api/runs?experiment=nothing")]
    [InlineData("/api/models/nothing")]
    [InlineData("/api/endpoints/nothing")]
    [InlineData("/api/nothing")]
    public async Task What_is_not_there_is_404_with_problem_details(string path)
    {
        using var response = await server.Http.GetAsync(path, Token);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty((await response.JsonAsync()).GetProperty("detail").GetString()!);
    }

    [Theory]
    [InlineData("/api/runs?max=0")]
    [InlineData("/api/runs?max=1001")]
    [InlineData("/api/runs?max=many")]
    public async Task A_list_longer_than_the_limit_is_refused(string path)
    {
        using var response = await server.Http.GetAsync(path, Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("abc-123", true)]
    [InlineData("a b", false)]
    [InlineData("", false)]
    public async Task A_usable_request_id_is_kept_and_another_replaced(string sent, bool isKept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/models/nothing");
        request.Headers.TryAddWithoutValidation("X-Request-Id", sent);
        using var response = await server.Http.SendAsync(request, Token);
        var id = response.Headers.GetValues("X-Request-Id").Single();
        Assert.Equal(isKept, id == sent);
        Assert.Equal(id, (await response.JsonAsync()).GetProperty("requestId").GetString());
    }

    [Fact]
    public async Task A_request_id_of_more_than_128_characters_is_replaced()
    {
        foreach (var length in new[] { 128, 129 })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
            request.Headers.TryAddWithoutValidation("X-Request-Id", new string('x', length));
            using var response = await server.Http.SendAsync(request, Token);
            Assert.Equal(length == 128, response.Headers.GetValues("X-Request-Id").Single().Length == length);
        }
    }

    [Fact]
    public async Task A_foreign_host_name_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/models");
        request.Headers.Host = "evil.example";
        using var response = await server.Http.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_openapi_document_names_the_routes_with_schemas_and_examples()
    {
        var document = await server.Http.GetJsonAsync("/openapi/v1.json");
        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToHashSet();
        string[] expected =
        [
            "/health/live", "/health/ready", "/api/experiments", "/api/runs", "/api/runs/{id}", "/api/runs/{id}/metrics/{key}", "/api/models", "/api/models/{name}", "/api/datasets",
            "/api/endpoints", "/api/endpoints/{name}", "/api/endpoints/{name}/predict", "/v2", "/v2/health/ready", "/v2/models/{model}", "/v2/models/{model}/infer", "/v2/models/{model}/versions/{version}/infer",
        ];
        Assert.True(paths.IsSupersetOf(expected), string.Join(" ", paths));
        Assert.DoesNotContain(paths, path => path.StartsWith("/live", StringComparison.Ordinal) || path.StartsWith("/assets", StringComparison.Ordinal));
        var predict = document.GetProperty("paths").GetProperty("/api/endpoints/{name}/predict").GetProperty("post");
        var request = predict.GetProperty("requestBody").GetProperty("content").GetProperty("application/json");
        Assert.Equal(JsonValueKind.Array, request.GetProperty("example").GetProperty("rows").ValueKind);
        Assert.EndsWith("PredictRequest", request.GetProperty("schema").GetProperty("$ref").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("PredictResponse", predict.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString(), StringComparison.Ordinal);
        Assert.True(predict.GetProperty("responses").TryGetProperty("400", out var refused) && refused.GetProperty("content").TryGetProperty("application/problem+json", out _));
    }

    [Fact]
    public async Task The_documentation_page_is_served_from_here()
    {
        var page = await server.Http.GetStringAsync("/docs/index.html", Token);
        Assert.Contains("swagger-ui", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }
}
