using System.Net;

namespace Saker.Server.Tests.Http.Mlflow.Tracking;

/// <summary>MLflow's runs and what is logged to them, document for document.</summary>
public sealed class RunRouteTests(TestServer server) : IClassFixture<TestServer>
{
    private MlflowClient Api => new(server.Http);

    [Fact]
    public async Task Run_is_made_and_read()
    {
        var made = await Api.PostAsync("mlflow/runs/create", """{"experiment_id":"0","user_id":"ada","run_name":"first","start_time":1700000000123,"tags":[{"key":"mlflow.source.name","value":"train.py"}]}""");
        var id = made["run"]!["info"]!["run_id"]!.GetValue<string>();
        Assert.Matches("^[0-9a-f]{32}$", id);
        var expected = $$$"""
            {"run":{"info":{"run_id":"{{{id}}}","run_uuid":"{{{id}}}","run_name":"first","experiment_id":"0","user_id":"ada","status":"RUNNING","start_time":1700000000123,
             "artifact_uri":"mlflow-artifacts:/0/{{{id}}}/artifacts","lifecycle_stage":"active"},
             "data":{"tags":[{"key":"mlflow.runName","value":"first"},{"key":"mlflow.source.name","value":"train.py"}]},"inputs":{} } }
            """;
        MlflowClient.Same(expected, made);
        MlflowClient.Same(expected, await Api.GetAsync($"mlflow/runs/get?run_id={id}"));
        MlflowClient.Same(expected, await Api.GetAsync($"mlflow/runs/get?run_uuid={id}"));
    }

    [Fact]
    public async Task Run_without_a_name_gets_a_readable_one()
    {
        var info = (await Api.PostAsync("mlflow/runs/create", "{}"))["run"]!;
        var name = info["info"]!["run_name"]!.GetValue<string>();
        Assert.Matches("^[a-z]+-[a-z]+-[0-9]{1,3}$", name);
        MlflowClient.Same($$"""[{"key":"mlflow.runName","value":"{{name}}"}]""", info["data"]!["tags"]!);
        Assert.Equal("0", info["info"]!["experiment_id"]!.GetValue<string>());
        var tagged = await Api.PostAsync("mlflow/runs/create", """{"experiment_id":"0","tags":[{"key":"mlflow.runName","value":"by tag"},{"key":"mlflow.user","value":"bo"}]}""");
        Assert.Equal(("by tag", "bo"), (tagged["run"]!["info"]!["run_name"]!.GetValue<string>(), tagged["run"]!["info"]!["user_id"]!.GetValue<string>()));
        await Api.RefusedAsync("mlflow/runs/create", """{"run_name":"a","tags":[{"key":"mlflow.runName","value":"b"}]}""", "INVALID_PARAMETER_VALUE",
            "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='a', mlflow.runName='b').");
        await Api.RefusedAsync("mlflow/runs/create", """{"experiment_id":"4711"}""", "RESOURCE_DOES_NOT_EXIST", "There is no experiment '4711'.");
    }

    [Fact]
    public async Task Run_is_updated_by_either_name_of_its_id()
    {
        var id = await Api.CreateRunAsync();
        MlflowClient.Same(
            $$$"""
            {"run_info":{"run_id":"{{{id}}}","run_uuid":"{{{id}}}","run_name":"renamed","experiment_id":"0","user_id":"","status":"FINISHED","start_time":1700000000000,"end_time":1700000001000,
             "artifact_uri":"mlflow-artifacts:/0/{{{id}}}/artifacts","lifecycle_stage":"active"}}
            """,
            await Api.PostAsync("mlflow/runs/update", $$"""{"run_uuid":"{{id}}","status":"FINISHED","end_time":1700000001000,"run_name":"renamed"}"""));
        MlflowClient.Same("""[{"key":"mlflow.runName","value":"renamed"}]""", (await Api.GetRunAsync(id))["data"]!["tags"]!);
        await Api.PostAsync("mlflow/runs/set-tag", $$"""{"run_id":"{{id}}","key":"mlflow.runName","value":"by tag"}""");
        Assert.Equal("by tag", (await Api.GetRunAsync(id))["info"]!["run_name"]!.GetValue<string>());
        await Api.RefusedAsync("mlflow/runs/update", $$"""{"run_id":"{{id}}","status":"DONE"}""", "INVALID_PARAMETER_VALUE",
            """Invalid value "DONE" for parameter 'status' supplied: it must be RUNNING, SCHEDULED, FINISHED, FAILED or KILLED.""");
    }

    [Fact]
    public async Task Metrics_are_logged_whatever_their_value()
    {
        var id = await Api.CreateRunAsync();
        foreach (var point in (string[])["\"value\":0.5,\"step\":1", "\"value\":NaN,\"step\":2", "\"value\":\"Infinity\",\"step\":\"3\"", "\"value\":-Infinity"])
            MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/log-metric", $$"""{"run_id":"{{id}}","run_uuid":"{{id}}","key":"loss","timestamp":1700000000001,{{point}}}"""));
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/log-metric", $$"""{"run_id":"{{id}}","key":"acc","timestamp":"1700000000002","value":1,"model_id":"m-1","dataset_name":"d","dataset_digest":"abc"}"""));

        MlflowClient.Same(
            """
            [{"key":"acc","value":1,"timestamp":1700000000002,"step":0,"dataset_name":"d","dataset_digest":"abc","model_id":"m-1"},
             {"key":"loss","value":"Infinity","timestamp":1700000000001,"step":3}]
            """,
            (await Api.GetRunAsync(id))["data"]!["metrics"]!);
        MlflowClient.Same(
            """
            {"metrics":[{"key":"loss","value":"-Infinity","timestamp":1700000000001,"step":0},{"key":"loss","value":0.5,"timestamp":1700000000001,"step":1},
             {"key":"loss","value":"NaN","timestamp":1700000000001,"step":2},{"key":"loss","value":"Infinity","timestamp":1700000000001,"step":3}]}
            """,
            await Api.GetAsync($"mlflow/metrics/get-history?run_id={id}&metric_key=loss"));
    }

    [Fact]
    public async Task History_comes_in_pages()
    {
        var id = await Api.CreateRunAsync();
        await Api.PostAsync("mlflow/runs/log-batch", $$"""{"run_id":"{{id}}","metrics":[{{string.Join(',', Enumerable.Range(0, 7).Reverse().Select(i => $$"""{"key":"m","value":{{i}},"timestamp":1,"step":{{i}}}"""))}}]}""");
        List<double> values = [];
        string? token = null;
        do
        {
            var page = await Api.GetAsync($"mlflow/metrics/get-history?run_uuid={id}&metric_key=m&max_results=3{(token is null ? "" : "&page_token=" + token)}");
            values.AddRange(page["metrics"]!.AsArray().Select(point => point!["value"]!.GetValue<double>()));
            token = page["next_page_token"]?.GetValue<string>();
        }
        while (token is not null);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], values);
        MlflowClient.Same("{}", await Api.GetAsync($"mlflow/metrics/get-history?run_id={id}&metric_key=none"));
        var bad = await Api.GetAsync($"mlflow/metrics/get-history?run_id={id}&metric_key=m&max_results=3&page_token=nonsense", HttpStatusCode.BadRequest);
        Assert.Equal("INVALID_PARAMETER_VALUE", bad["error_code"]!.GetValue<string>());
        Assert.StartsWith("Invalid page token", bad["message"]!.GetValue<string>(), StringComparison.Ordinal);
        MlflowClient.Same("""{"error_code":"INVALID_PARAMETER_VALUE","message":"Missing value for required parameter 'metric_key'."}""", await Api.GetAsync($"mlflow/metrics/get-history?run_id={id}", HttpStatusCode.BadRequest));
        MlflowClient.Same("""{"error_code":"INVALID_PARAMETER_VALUE","message":"Invalid value 0 for parameter 'max_results' supplied: it must be 1 or more."}""", await Api.GetAsync($"mlflow/metrics/get-history?run_id={id}&metric_key=m&max_results=0", HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Parameters_are_logged_once()
    {
        var id = await Api.CreateRunAsync();
        foreach (var value in (string[])["\"8\"", "\"8\"", "8"])
            MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/log-parameter", $$"""{"run_id":"{{id}}","key":"depth","value":{{value}}}"""));
        MlflowClient.Same("""[{"key":"depth","value":"8"}]""", (await Api.GetRunAsync(id))["data"]!["params"]!);
        var refused = await Api.PostAsync("mlflow/runs/log-parameter", $$"""{"run_id":"{{id}}","key":"depth","value":"9"}""", HttpStatusCode.BadRequest);
        Assert.Equal("INVALID_PARAMETER_VALUE", refused["error_code"]!.GetValue<string>());
        Assert.Contains("do not change once logged", refused["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("is '8' already and cannot become '9'", refused["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_are_set_and_deleted()
    {
        var id = await Api.CreateRunAsync();
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/set-tag", $$"""{"run_id":"{{id}}","key":"a/b c.d","value":"x"}"""));
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/set-tag", $$"""{"run_id":"{{id}}","key":"a/b c.d","value":"ÿ"}"""));
        MlflowClient.Same("""[{"key":"a/b c.d","value":"ÿ"},{"key":"mlflow.runName","value":"fit"}]""", (await Api.GetRunAsync(id))["data"]!["tags"]!);
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/delete-tag", $$"""{"run_id":"{{id}}","key":"a/b c.d"}"""));
        await Api.RefusedAsync("mlflow/runs/delete-tag", $$"""{"run_id":"{{id}}","key":"a/b c.d"}""", "RESOURCE_DOES_NOT_EXIST", $"Run '{id}' has no tag 'a/b c.d'.");
    }

    [Fact]
    public async Task Batch_is_logged_whole_or_not_at_all()
    {
        var id = await Api.CreateRunAsync();
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/log-batch",
            $$"""
            {"run_id":"{{id}}","run_uuid":"{{id}}","metrics":[{"key":"m","value":1,"timestamp":5,"step":1},{"key":"m","value":3,"timestamp":5,"step":2},{"key":"m","value":2,"timestamp":5,"step":2}],
             "params":[{"key":"p","value":"1"}],"tags":[{"key":"t","value":"x"},{"key":"t","value":"y"}]}
            """));
        MlflowClient.Same(
            """{"metrics":[{"key":"m","value":3,"timestamp":5,"step":2}],"params":[{"key":"p","value":"1"}],"tags":[{"key":"mlflow.runName","value":"fit"},{"key":"t","value":"y"}]}""",
            (await Api.GetRunAsync(id))["data"]!);
        await Api.PostAsync("mlflow/runs/log-batch", $$"""{"run_id":"{{id}}","metrics":[{"key":"n","value":1,"timestamp":5}],"params":[{"key":"p","value":"2"}]}""", HttpStatusCode.BadRequest);
        Assert.Single((await Api.GetRunAsync(id))["data"]!["metrics"]!.AsArray());
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/log-batch", $$"""{"run_id":"{{id}}"}"""));
    }

    [Fact]
    public async Task Batch_has_MLflows_limits()
    {
        var id = await Api.CreateRunAsync();
        string Many(int count, Func<int, string> one) => string.Join(',', Enumerable.Range(0, count).Select(one));
        Task Refused(string entries, string message) => Api.RefusedAsync("mlflow/runs/log-batch", $$"""{"run_id":"{{id}}",{{entries}}}""", "INVALID_PARAMETER_VALUE", message);
        string Metric(int i) => $$"""{"key":"m{{i}}","value":1,"timestamp":1}""";
        string Entry(int i) => $$"""{"key":"k{{i}}","value":"v"}""";

        await Refused($"\"metrics\":[{Many(1001, Metric)}]", "A batch logging request can contain at most 1000 metrics. Got 1001 metrics. Please split up metrics across multiple requests and try again.");
        await Refused($"\"params\":[{Many(101, Entry)}]", "A batch logging request can contain at most 100 params. Got 101 params. Please split up params across multiple requests and try again.");
        await Refused($"\"tags\":[{Many(101, Entry)}]", "A batch logging request can contain at most 100 tags. Got 101 tags. Please split up tags across multiple requests and try again.");
        await Refused($"\"metrics\":[{Many(950, Metric)}],\"params\":[{Many(100, Entry)}]", "A batch logging request can contain at most 1000 metrics, params, and tags. Got 1050 metrics, params, and tags. Please split up metrics, params, and tags across multiple requests and try again.");
        await Refused("\"params\":[{\"key\":\"a\",\"value\":\"1\"},{\"key\":\"a\",\"value\":\"1\"}]", "Duplicate parameter keys have been submitted: ['a']. Please ensure the request contains only one param value per param key.");
        var body = $$"""{"run_id":"{{id}}","ignored":"{{new string('x', 1_000_000)}}"}""";
        await Api.RefusedAsync("mlflow/runs/log-batch", body, "INVALID_PARAMETER_VALUE", $"Batched logging API requests must be at most 1000000 bytes, got a request of size {body.Length}.");
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/log-batch", $$"""{"run_id":"{{id}}","metrics":[{{Many(900, Metric)}}],"params":[{{Many(50, Entry)}}],"tags":[{{Many(50, Entry)}}]}"""));
        Assert.Equal(900, (await Api.GetRunAsync(id))["data"]!["metrics"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_an_entry_needs_is_told_in_MLflows_words_at_its_place()
    {
        var id = await Api.CreateRunAsync();
        Task Refused(string path, string fields, string message) => Api.RefusedAsync(path, $$"""{"run_id":"{{id}}"{{fields}}}""", "INVALID_PARAMETER_VALUE", message);

        await Api.RefusedAsync("mlflow/runs/log-metric", """{"key":"m","value":1,"timestamp":1}""", "INVALID_PARAMETER_VALUE", "Missing value for required parameter 'run_id'.");
        await Refused("mlflow/runs/log-metric", ",\"value\":1,\"timestamp\":1", "Missing value for required parameter 'key'.");
        await Refused("mlflow/runs/log-metric", ",\"key\":\"m\",\"timestamp\":1", "Missing value for required parameter 'value'.");
        await Refused("mlflow/runs/log-metric", ",\"key\":\"m\",\"value\":1", "Missing value for required parameter 'timestamp'.");
        await Refused("mlflow/runs/log-metric", ",\"key\":\"m\",\"value\":true,\"timestamp\":1", "Invalid value true for parameter 'value' supplied: it must be a number.");
        await Refused("mlflow/runs/log-metric", ",\"key\":\"m\",\"value\":1,\"timestamp\":-1", "Invalid value -1 for parameter 'timestamp' supplied: it must be milliseconds since 1970, from 0 to 253402300799999.");
        await Refused("mlflow/runs/log-parameter", ",\"value\":\"1\"", "Missing value for required parameter 'key'.");
        await Refused("mlflow/runs/log-parameter", $",\"key\":\"{new string('k', 251)}\",\"value\":\"1\"", "'key' exceeds the maximum length of 250 characters");
        await Refused("mlflow/runs/log-batch", ",\"metrics\":[{\"key\":\"a\",\"value\":1,\"timestamp\":1},{\"key\":\"../b\",\"value\":1,\"timestamp\":1}]",
            "Invalid value \"../b\" for parameter 'metrics[1].key' supplied: the name of the metric would be another name as the path of a file; leave out a leading '/' or '..', and parts that are empty, '.' or '..'.");
        await Refused("mlflow/runs/log-batch", ",\"tags\":[{\"key\":\"a=b\",\"value\":\"1\"}]",
            "Invalid value \"a=b\" for parameter 'tags[0].key' supplied: the name of the tag has a character that is not possible; use letters, digits, '_', '-', '.', ' ', ':' and '/'.");
        await Refused("mlflow/runs/log-batch", ",\"metrics\":{}", "Invalid value {} for parameter 'metrics' supplied: it must be a list.");
        Assert.False((await Api.GetRunAsync(id))["data"]!.AsObject().ContainsKey("metrics"));
    }

    [Fact]
    public async Task Values_that_are_too_long_are_cut_as_MLflow_cuts_them()
    {
        var id = await Api.CreateRunAsync();
        await Api.PostAsync("mlflow/runs/log-parameter", $$"""{"run_id":"{{id}}","key":"p","value":"{{new string('x', 6_001)}}"}""");
        await Api.PostAsync("mlflow/runs/set-tag", $$"""{"run_id":"{{id}}","key":"t","value":"{{new string('x', 7_999)}}😀"}""");
        var data = (await Api.GetRunAsync(id))["data"]!;
        Assert.Equal(6_000, data["params"]![0]!["value"]!.GetValue<string>().Length);
        Assert.Equal(new string('x', 7_999), data["tags"]!.AsArray().Single(tag => tag!["key"]!.GetValue<string>() == "t")!["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Deleted_run_takes_nothing_until_it_is_restored()
    {
        var id = await Api.CreateRunAsync();
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/delete", $$"""{"run_id":"{{id}}"}"""));
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/delete", $$"""{"run_id":"{{id}}"}"""));
        Assert.Equal("deleted", (await Api.GetRunAsync(id))["info"]!["lifecycle_stage"]!.GetValue<string>());
        foreach (var (path, fields) in ((string, string)[])[("log-metric", ",\"key\":\"m\",\"value\":1,\"timestamp\":1"), ("log-parameter", ",\"key\":\"m\",\"value\":\"1\""), ("set-tag", ",\"key\":\"m\",\"value\":\"1\""), ("delete-tag", ",\"key\":\"m\""), ("log-batch", ""), ("update", ""), ("log-inputs", ""), ("outputs", "")])
            await Api.RefusedAsync("mlflow/runs/" + path, $$"""{"run_id":"{{id}}"{{fields}}}""", "INVALID_PARAMETER_VALUE", $"The run {id} must be in the 'active' state. Current state is deleted. Restore it first.");
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/restore", $$"""{"run_id":"{{id}}"}"""));
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/log-batch", $$"""{"run_id":"{{id}}"}"""));
    }

    [Fact]
    public async Task Unknown_runs_are_not_found()
    {
        var id = new string('0', 32);
        MlflowClient.Same($$"""{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"Run with id={{id}} not found"}""", await Api.GetAsync($"mlflow/runs/get?run_id={id}", HttpStatusCode.NotFound));
        foreach (var (path, fields) in ((string, string)[])[("update", ""), ("delete", ""), ("restore", ""), ("log-batch", ""), ("log-inputs", ""), ("outputs", ""), ("delete-tag", ",\"key\":\"m\"")])
            await Api.RefusedAsync("mlflow/runs/" + path, $$"""{"run_id":"{{id}}"{{fields}}}""", "RESOURCE_DOES_NOT_EXIST", $"There is no run '{id}'.");
        await Api.RefusedAsync("mlflow/runs/delete", """{"run_id":"a b"}""", "INVALID_PARAMETER_VALUE", "Invalid run ID: 'a b'");
    }

    [Fact]
    public async Task Inputs_and_outputs_are_read_back()
    {
        var id = await Api.CreateRunAsync();
        string[] made = [.. new[] { await ModelAsync(), await ModelAsync() }.Order(StringComparer.Ordinal)];
        async Task<string> ModelAsync() => (await Api.PostAsync("mlflow/logged-models", """{"experiment_id":"0"}"""))["model"]!["info"]!["model_id"]!.GetValue<string>();
        const string dataset = """{"name":"rides","digest":"d1","source_type":"s3","source":"{}","schema":"[]","profile":"{\"rows\":3}"}""";
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/log-inputs",
            $$"""{"run_id":"{{id}}","datasets":[{"dataset":{{dataset}},"tags":[{"key":"mlflow.data.context","value":"training"}]},{"dataset":{"name":"bare","digest":"d2","source_type":"local","source":"x"} }],"models":[{"model_id":"m-2"}]}"""));
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/log-inputs", $$"""{"run_id":"{{id}}","datasets":[{"dataset":{{dataset}},"tags":[{"key":"a","value":"b"}]}]}"""));
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/outputs", $$"""{"run_id":"{{id}}","models":[{"model_id":"{{made[1]}}","step":7},{"model_id":"{{made[0]}}","step":"2"}]}"""));
        await Api.RefusedAsync("mlflow/runs/outputs", $$"""{"run_id":"{{id}}","models":[{"model_id":"m-nope"}]}""", "RESOURCE_DOES_NOT_EXIST", "Logged model with ID 'm-nope' not found; nothing was logged.");
        await Api.RefusedAsync("mlflow/runs/outputs", $$"""{"run_id":"{{id}}","models":[{"model_id":"{{new string('m', 257)}}"}]}""", "INVALID_PARAMETER_VALUE", "'models[0].model_id' exceeds the maximum length of 256 characters");
        await Api.RefusedAsync("mlflow/runs/log-metric", $$"""{"run_id":"{{id}}","key":"a","value":1,"timestamp":1,"model_id":"{{new string('m', 257)}}"}""", "INVALID_PARAMETER_VALUE", "'model_id' exceeds the maximum length of 256 characters");
        var run = await Api.GetRunAsync(id);
        MlflowClient.Same(
            $$"""
            {"dataset_inputs":[{"dataset":{"name":"bare","digest":"d2","source_type":"local","source":"x"} },
              {"tags":[{"key":"a","value":"b"},{"key":"mlflow.data.context","value":"training"}],"dataset":{{dataset}}}],
             "model_inputs":[{"model_id":"m-2"}]}
            """,
            run["inputs"]!);
        MlflowClient.Same("""{"model_outputs":[{"model_id":"MODEL0","step":2},{"model_id":"MODEL1","step":7}]}""".Replace("MODEL0", made[0], StringComparison.Ordinal).Replace("MODEL1", made[1], StringComparison.Ordinal), run["outputs"]!);

        Task Refused(string fields, string message) => Api.RefusedAsync("mlflow/runs/log-inputs", $$"""{"run_id":"{{id}}","datasets":[{{fields}}]}""", "INVALID_PARAMETER_VALUE", message);
        await Refused("{}", "Missing value for required parameter 'datasets[0].dataset'.");
        await Refused("""{"dataset":{"name":"a"}}""", "Missing value for required parameter 'datasets[0].dataset.digest'.");
        await Refused($$"""{"dataset":{"name":"a","digest":"{{new string('d', 37)}}","source_type":"x","source":"x"} }""", "'datasets[0].dataset.digest' exceeds the maximum length of 36 characters");
    }

    [Fact]
    public async Task Models_of_old_clients_add_up_in_a_tag()
    {
        var id = await Api.CreateRunAsync();
        string Model(string path) => $$"""{"artifact_path":"{{path}}","flavors":{},"run_id":"{{id}}","utc_time_created":"2026-01-01"}""";
        string Body(string model) => $$"""{"run_id":"{{id}}","model_json":{{System.Text.Json.JsonSerializer.Serialize(model)}}}""";
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/log-model", Body(Model("a"))));
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/runs/log-model", Body(Model("b"))));
        var tag = (await Api.GetRunAsync(id))["data"]!["tags"]!.AsArray().Single(one => one!["key"]!.GetValue<string>() == "mlflow.log-model.history")!;
        MlflowClient.Same($"[{Model("a")},{Model("b")}]", System.Text.Json.Nodes.JsonNode.Parse(tag["value"]!.GetValue<string>())!);
        await Api.RefusedAsync("mlflow/runs/log-model", Body("""{"artifact_path":"a"}"""), "INVALID_PARAMETER_VALUE", "Model json is missing mandatory fields: flavors, run_id, utc_time_created");
        await Api.RefusedAsync("mlflow/runs/log-model", Body("[]"), "INVALID_PARAMETER_VALUE", "Malformed model info: 'model_json' must be a JSON object.");
    }

    [Fact]
    public async Task Parent_is_a_tag_and_what_is_no_run_here_stays_one()
    {
        var parent = await Api.CreateRunAsync();
        var child = (await Api.PostAsync("mlflow/runs/create", $$"""{"tags":[{"key":"mlflow.parentRunId","value":"{{parent}}"}]}"""))["run"]!["info"]!["run_id"]!.GetValue<string>();
        Assert.Equal(parent, (await server.Client.GetRunAsync(child, TestContext.Current.CancellationToken)).ParentId);
        var orphan = (await Api.PostAsync("mlflow/runs/create", """{"tags":[{"key":"mlflow.parentRunId","value":"elsewhere"}]}"""))["run"]!["info"]!["run_id"]!.GetValue<string>();
        Assert.Null((await server.Client.GetRunAsync(orphan, TestContext.Current.CancellationToken)).ParentId);
    }

    [Fact]
    public async Task What_MLflow_does_not_have_is_told_in_its_words()
    {
        var unknown = await Api.PostAsync("mlflow/runs/forget", "{}", HttpStatusCode.NotFound);
        Assert.Equal("ENDPOINT_NOT_FOUND", unknown["error_code"]!.GetValue<string>());
        var malformed = await Api.PostAsync("mlflow/runs/create", "{", HttpStatusCode.BadRequest);
        Assert.Equal("INVALID_PARAMETER_VALUE", malformed["error_code"]!.GetValue<string>());
    }
}
