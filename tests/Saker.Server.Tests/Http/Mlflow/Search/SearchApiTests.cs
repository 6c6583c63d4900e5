using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Saker.Server.Tests.Http.Mlflow.Search;

/// <summary>The searches of MLflow's contract, as its clients ask for them.</summary>
public sealed class SearchApiTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Run_is_found_with_all_that_mlflow_knows_of_it()
    {
        var experiment = await ExperimentAsync("exact");
        var run = await RunAsync(experiment, "one", new { metrics = (object[])[new { key = "auc", value = 0.5, timestamp = 7, step = 3 }], @params = (object[])[new { key = "depth", value = "3" }], tags = (object[])[new { key = "team", value = "risk" }] });
        var (status, text) = await SendAsync("runs/search", new { experiment_ids = (string[])[experiment], filter = "metrics.auc > 0.4 and params.depth = '3'" });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            $$"""
            {
              "runs": [
                {
                  "info": {
                    "run_uuid": "{{run}}",
                    "experiment_id": "{{experiment}}",
                    "run_name": "one",
                    "user_id": "",
                    "status": "RUNNING",
                    "start_time": 1000,
                    "artifact_uri": "mlflow-artifacts:/{{experiment}}/{{run}}/artifacts",
                    "lifecycle_stage": "active",
                    "run_id": "{{run}}"
                  },
                  "data": {
                    "metrics": [
                      {
                        "key": "auc",
                        "value": 0.5,
                        "timestamp": 7,
                        "step": 3
                      }
                    ],
                    "params": [
                      {
                        "key": "depth",
                        "value": "3"
                      }
                    ],
                    "tags": [
                      {
                        "key": "mlflow.runName",
                        "value": "one"
                      },
                      {
                        "key": "team",
                        "value": "risk"
                      }
                    ]
                  },
                  "inputs": {}
                }
              ]
            }
            """,
            text);
    }

    [Fact]
    public async Task Filters_orders_and_pages_are_those_of_the_contract_and_more()
    {
        var experiment = await ExperimentAsync("filters");
        string[] names = ["a", "b", "c", "d"];
        double?[] scores = [0.2, double.NaN, null, 0.9];
        var ids = new List<string>();
        for (var i = 0; i < names.Length; i++)
            ids.Add(await RunAsync(experiment, names[i], new { metrics = scores[i] is { } score ? (object[])[new { key = "m.x/y", value = double.IsNaN(score) ? (object)"NaN" : score, timestamp = 1, step = 0 }] : [], tags = i == 2 ? [] : (object[])[new { key = "t", value = names[i] }] }, startTime: 1000 + i));
        Assert.Equal(["d", "c", "b", "a"], await NamesAsync(experiment, null));
        Assert.Equal(["a", "d", "b", "c"], await NamesAsync(experiment, null, "metrics.`m.x/y`"));
        Assert.Equal(["d", "a", "b", "c"], await NamesAsync(experiment, null, "metrics.\"m.x/y\" DESC"));
        Assert.Equal(["a", "b", "d", "c"], await NamesAsync(experiment, null, "tag.t ASC"));
        Assert.Equal(["a"], await NamesAsync(experiment, "metrics.`m.x/y` != 0.9"));
        Assert.Equal(["d", "b"], await NamesAsync(experiment, "tags.t != 'a'"));
        Assert.Equal(["c", "a"], await NamesAsync(experiment, "run_name IN ('a', 'c')"));
        Assert.Equal(["d", "a"], await NamesAsync(experiment, "(tags.t LIKE 'a%' OR tags.t ILIKE 'D') AND NOT status = 'FAILED'"));
        Assert.Equal(["b"], await NamesAsync(experiment, $"attributes.run_id IN ('{ids[1]}', 'x')"));
        Assert.Equal(["d", "c"], await NamesAsync(experiment, "attribute.Created >= 1002"));
        Assert.Equal(["d"], await NamesAsync(experiment, "`Run name` = \"d\""));
        Assert.Empty(await NamesAsync(experiment, "end_time != 1"));
        var (_, first) = await SendAsync("runs/search", new { experiment_ids = (string[])[experiment], max_results = 3 });
        var token = JsonElement.Parse(first).GetProperty("next_page_token").GetString();
        var (_, second) = await SendAsync("runs/search", new { experiment_ids = (string[])[experiment], max_results = 3, page_token = token });
        Assert.Equal(["a"], Names(second));
        Assert.False(JsonElement.Parse(second).TryGetProperty("next_page_token", out _));
    }

    [Fact]
    public async Task Deleted_runs_are_found_when_asked_for()
    {
        var experiment = await ExperimentAsync("deleted");
        var gone = await RunAsync(experiment, "gone", new { });
        await RunAsync(experiment, "here", new { });
        await SendAsync("runs/delete", new { run_id = gone });
        foreach (var (view, names) in ((string?, string[])[])[(null, ["here"]), ("ACTIVE_ONLY", ["here"]), ("DELETED_ONLY", ["gone"]), ("ALL", ["here", "gone"])])
            Assert.Equal(names.Order(), Names((await SendAsync("runs/search", new { experiment_ids = (string[])[experiment], run_view_type = view })).Text).Order());
    }

    [Theory]
    [InlineData("""{"filter":"metrics.a = 'x'"}""", "Invalid filter at position 13: expected a numeric value for metric 'a', without quotes; found 'x'.")]
    [InlineData("""{"filter":"colour = 'x'"}""", "Invalid filter at position 1: runs have no attribute 'colour'.")]
    [InlineData("""{"order_by":["dataset.name"]}""", "Invalid order_by at position 1: runs cannot be ordered by dataset.name.")]
    [InlineData("""{"page_token":"x"}""", "Invalid page token")]
    [InlineData("""{"max_results":0}""", "Invalid value 0 for parameter 'max_results' supplied: it must be between 1 and 50000.")]
    [InlineData("""{"max_results":50001}""", "it must be between 1 and 50000")]
    [InlineData("""{"run_view_type":"SOME"}""", "it must be ACTIVE_ONLY, DELETED_ONLY or ALL")]
    public async Task What_is_wrong_is_told_as_mlflow_tells_it(string body, string message)
    {
        var with = body.Insert(1, "\"experiment_ids\":[\"0\"],");
        using var response = await server.Http.PostAsync(new Uri("api/2.0/mlflow/runs/search", UriKind.Relative), new StringContent(with, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        var json = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), (response.StatusCode, json.GetProperty("error_code").GetString()));
        Assert.Contains(message, json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Experiments_are_searched_by_post_and_by_get()
    {
        var id = await ExperimentAsync("search me");
        await SendAsync("experiments/set-experiment-tag", new { experiment_id = id, key = "k", value = "v" });
        var (_, posted) = await SendAsync("experiments/search", new { filter = "name LIKE 'search%' AND tags.k = 'v'", order_by = (string[])["name ASC"], max_results = 5 });
        var experiment = JsonElement.Parse(posted).GetProperty("experiments")[0];
        Assert.Equal((id, "active"), (experiment.GetProperty("experiment_id").GetString(), experiment.GetProperty("lifecycle_stage").GetString()));
        var got = await server.Http.GetStringAsync("ajax-api/2.0/mlflow/experiments/search?max_results=5&filter=name%20LIKE%20'search%25'&order_by=name%20DESC&order_by=experiment_id", TestContext.Current.CancellationToken);
        Assert.Equal(posted, got);
        Assert.Equal("{}", (await SendAsync("experiments/search", new { filter = "name = 'nobody'" })).Text);
    }

    [Fact]
    public async Task Datasets_of_runs_are_listed_also_without_the_slash()
    {
        var experiment = await ExperimentAsync("datasets");
        var run = await RunAsync(experiment, "one", new { });
        await SendAsync("runs/log-inputs", new { run_id = run, datasets = (object[])[new { dataset = new { name = "d", digest = "1", source_type = "local", source = "{}" }, tags = (object[])[new { key = "mlflow.data.context", value = "training" }] }] });
        var (_, text) = await SendAsync("experiments/search-datasets", new { experiment_ids = (string[])[experiment] });
        Assert.Equal($$"""{"dataset_summaries":[{"experiment_id":"{{experiment}}","name":"d","digest":"1","context":"training"}]}""", JsonSerializer.Serialize(JsonElement.Parse(text)));
        using var bare = await server.Http.PostAsJsonAsync("ajax-api/2.0mlflow/experiments/search-datasets", new { experiment_ids = (string[])[experiment] }, TestContext.Current.CancellationToken);
        Assert.Equal(text, await bare.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["one"], await NamesAsync(experiment, "dataset.name = 'd' AND datasets.context IN ('training') AND dataset.digest != '2'"));
        Assert.Empty(await NamesAsync(experiment, "dataset.name = 'e'"));
    }

    [Fact]
    public async Task Metrics_of_several_runs_are_given_whole_and_thinned()
    {
        var experiment = await ExperimentAsync("bulk");
        var metrics = Enumerable.Range(0, 100).Select(i => new { key = "loss", value = 1.0 / (i + 1), timestamp = i, step = i }).ToArray();
        var one = await RunAsync(experiment, "one", new { metrics });
        var two = await RunAsync(experiment, "two", new { metrics = metrics.Take(50) });
        var all = await GetAsync($"metrics/get-history-bulk?run_id={one}&run_id={two}&metric_key=loss");
        Assert.Equal(150, all.GetArrayLength());
        Assert.Equal(one, all[0].GetProperty("run_id").GetString());
        Assert.Equal(7, (await GetAsync($"metrics/get-history-bulk?run_id={one}&metric_key=loss&max_results=7")).GetArrayLength());
        var thin = await GetAsync($"metrics/get-history-bulk-interval?run_ids={one}&run_ids={two}&metric_key=loss&max_results=10");
        Assert.Equal([0, 10, 20, 30, 40, 49, 50, 60, 70, 80, 90, 99], thin.EnumerateArray().Where(value => value.GetProperty("run_id").GetString() == one).Select(value => value.GetProperty("step").GetInt32()));
        var part = await GetAsync($"metrics/get-history-bulk-interval?run_ids={two}&metric_key=loss&start_step=5&end_step=7");
        Assert.Equal([5, 6, 7], part.EnumerateArray().Select(value => value.GetProperty("step").GetInt32()));
    }

    [Theory]
    [InlineData("get-history-bulk?metric_key=m", "GetMetricHistoryBulk request must specify at least one run_id.")]
    [InlineData("get-history-bulk?run_id=a", "GetMetricHistoryBulk request must specify a metric_key.")]
    [InlineData("get-history-bulk-interval?run_ids=a&metric_key=m&start_step=1", "both start step and end step must be specified")]
    [InlineData("get-history-bulk-interval?run_ids=a&metric_key=m&start_step=2&end_step=1", "end_step must be greater than start_step")]
    [InlineData("get-history-bulk-interval?run_ids=a&metric_key=m&max_results=2501", "it must be between 1 and 2500")]
    public async Task Charts_ask_within_limits(string query, string message)
    {
        using var response = await server.Http.GetAsync(new Uri("ajax-api/2.0/mlflow/metrics/" + query, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(message, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<string[]> NamesAsync(string experiment, string? filter, params string[] orders) =>
        Names((await SendAsync("runs/search", new { experiment_ids = (string[])[experiment], filter, order_by = orders })).Text);

    private static string[] Names(string text) => JsonElement.Parse(text).TryGetProperty("runs", out var runs)
        ? [.. runs.EnumerateArray().Select(run => run.GetProperty("info").GetProperty("run_name").GetString()!)]
        : text == "{}" ? [] : throw new InvalidOperationException(text);

    private async Task<string> ExperimentAsync(string name) => JsonElement.Parse((await SendAsync("experiments/create", new { name })).Text).GetProperty("experiment_id").GetString()!;

    private async Task<string> RunAsync(string experiment, string name, object entries, long startTime = 1000)
    {
        var created = JsonElement.Parse((await SendAsync("runs/create", new { experiment_id = experiment, run_name = name, start_time = startTime })).Text);
        var run = created.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        var body = JsonSerializer.SerializeToNode(entries)!.AsObject();
        body["run_id"] = run;
        var (status, text) = await SendAsync("runs/log-batch", body);
        Assert.True(status == HttpStatusCode.OK, text);
        return run;
    }

    private async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await server.Http.GetStringAsync("api/2.0/mlflow/" + path, TestContext.Current.CancellationToken)).GetProperty("metrics");

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string path, object body)
    {
        using var response = await server.Http.PostAsJsonAsync("api/2.0/mlflow/" + path, body, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
